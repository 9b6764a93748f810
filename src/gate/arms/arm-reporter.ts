/** Tells the coordinator how an arm's tests fare. Whatever a benchmark prints stays unsaid. */
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Line } from './line.ts'
import { Namesakes, PROJECTS_VARIABLE, unitOf } from './units.ts'

const LONGEST = 2000

export function armReporter(line: Line): Reporter {
  const namesakes = new Namesakes()
  const fileOf = (module: TestModule): string =>
    process.env[PROJECTS_VARIABLE] === '1'
      ? `|${module.project.name}| ${module.relativeModuleId}`
      : module.relativeModuleId
  const unit = (test: TestCase): string => {
    const place = { project: '', file: fileOf(test.module), name: test.fullName }
    return unitOf({ ...place, nth: namesakes.nth(unitOf({ ...place, nth: 0 }), test.id) })
  }
  return {
    onTestModuleCollected(module) {
      const all = [...module.children.allTests()]
      const tests = all.map((test) => ({ unit: unit(test), name: test.fullName }))
      line.send({ type: 'collected', file: fileOf(module), tests, errors: [] })
    },
    onTestModuleEnd(module) {
      const errors = texts(module.errors())
      const file = fileOf(module)
      if (errors.length > 0) line.send({ type: 'collected', file, tests: [], errors })
      for (const test of module.children.allTests()) {
        if (test.result().state !== 'pending') continue
        line.send({ type: 'tested', unit: unit(test), state: 'failed', error: 'it did not end' })
      }
      line.send({ type: 'closed', file })
    },
    onTestCaseReady(test) {
      line.send({ type: 'begun', unit: unit(test) })
    },
    onTestCaseArtifactRecord(test, artifact) {
      if (artifact.type !== 'lanemark:comparison') return
      const digests = artifact.comparison.tasks.map(({ result }) => result.sha256)
      line.send({ type: 'digests', unit: unit(test), digests })
    },
    onTestCaseResult(test) {
      const { state, errors } = test.result()
      if (state === 'pending') return
      const error = texts(errors ?? [])[0] ?? null
      line.send({ type: 'tested', unit: unit(test), state, error })
    },
  }
}

function texts(errors: readonly { name?: string; message: string }[]): string[] {
  return errors.map(({ name, message }) => `${name ?? 'Error'}: ${message}`.slice(0, LONGEST))
}
