/**
 * An arm's runner, the entry of its process: Vitest as the side itself has it, with the gate's
 * provider, and with the tests and the order that the coordinator asks for.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, sep } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as VitestNode from 'vitest/node'
import type { ProvidedContext } from 'vitest'
import type { CliOptions, TestModule, TestProject, TestSpecification, Vitest } from 'vitest/node'
import { errorText } from './error-text.ts'
import { gateAddress, openLine } from './line.ts'
import type { Line } from './line.ts'
import { armReporter } from './arm-reporter.ts'
import type { Picked } from '../model/facts.ts'
import type { FileAssignment } from './arm-protocol.ts'
import { PROJECTS_VARIABLE } from './units.ts'

const provider = fileURLToPath(
  new URL(`./arm-provider${extname(import.meta.url)}`, import.meta.url),
)

const root = process.cwd()

async function main(): Promise<void> {
  const address = gateAddress()
  if (address === null) throw new Error('an arm is started by `lanemark gate`')
  const line = await openLine(address, 'runner', () => process.exit(1))
  const assignment = await line.next()
  if (assignment.type !== 'assignment') throw new Error(`expected an assignment`)
  const vitest = await start(line, assignment.picked)
  try {
    const found = await specifications(vitest, assignment.picked.filters)
    if (assignment.task === 'list') await list(vitest, found, line)
    else await runInOrder(vitest, found, assignment.order)
    line.send({ type: 'finished', errors: vitest.state.getUnhandledErrors().map(errorText) })
  } finally {
    await vitest.close()
  }
}

/** The side's own Vitest, found as the side's files would find it. */
async function vitestNode(): Promise<typeof VitestNode> {
  const manifest = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    exports: Record<string, { default: string }>
  }
  const entry = join(dirname(manifest), exports['./node']?.default ?? './dist/node.js')
  return (await import(pathToFileURL(entry).href)) as typeof VitestNode
}

/** Vitest runs a project's benchmarks in one of its own, named like this. */
const withBench = (project: string): string[] => [project, `${project} (bench)`]

async function start(line: Line, { projects, named }: Picked): Promise<Vitest> {
  const { createVitest } = await vitestNode()
  const quiet = new PassThrough().resume() as unknown as NodeJS.WriteStream
  const options = {
    root,
    // what `vitest bench` sets; not part of the options' type
    benchmarkOnly: true,
    run: true,
    watch: false,
    fileParallelism: false,
    maxWorkers: 1,
    retry: 0,
    bail: 0,
    passWithNoTests: true,
    ...(projects.length > 0 ? { project: projects.flatMap(withBench) } : {}),
    ...(named === null ? {} : { testNamePattern: named }),
    coverage: { enabled: false },
    sequence: { shuffle: false, concurrent: false, sequencer: AsGiven },
    reporters: [armReporter(line)],
  }
  const vitest = await createVitest(
    options as CliOptions,
    {},
    { stdout: quiet, stderr: process.stderr },
  )
  if (vitest.projects.length > 1) process.env[PROJECTS_VARIABLE] = '1'
  for (const { config } of vitest.projects) {
    config.benchmark.provider = provider
    config.testTimeout = 0
    config.hookTimeout = 0
    // V8's flags; threads have them from this process
    if (/forks$/i.test(config.pool)) config.execArgv = [...config.execArgv, ...process.execArgv]
  }
  return vitest
}

/** The coordinator has the order drawn; Vitest would sort by what its cache remembers. */
class AsGiven {
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }
  sort(files: TestSpecification[]): TestSpecification[] {
    return files
  }
}

/** Bench files, sorted, so that both sides agree. */
async function specifications(vitest: Vitest, filters: string[]): Promise<TestSpecification[]> {
  const found = await vitest.globTestSpecifications(filters)
  return found.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
}

const slashes = (path: string): string => path.split(sep).join('/')

/** As `unitOf` begins: with the project where there are several. */
function nameOf({ project, moduleId }: TestSpecification): string {
  const file = slashes(relative(project.config.root, moduleId))
  return process.env[PROJECTS_VARIABLE] === '1' ? `|${project.name}| ${file}` : file
}

/** Whether it is a module with its benchmarks in it (`benchmark.includeSource`), and not a bench file. */
const isSource = ({ project, moduleId }: TestSpecification): boolean =>
  project.config.benchmark.includeSource.length > 0 &&
  readFileSync(moduleId, 'utf8').includes('import.meta.vitest')

/** The plugin's own word; a project without the plugin has none. */
const acknowledged = (project: TestProject): readonly string[] =>
  (project.getProvidedContext() as Partial<ProvidedContext>).lanemark?.acknowledge ?? []

/** Names of tests as far as they can be read without running the files. */
async function list(vitest: Vitest, found: TestSpecification[], line: Line): Promise<void> {
  const modules = await vitest.experimental_parseSpecifications(found).catch(() => [])
  const tests = (module: TestModule | undefined): string[] =>
    module === undefined ? [] : [...module.children.allTests()].map(({ fullName }) => fullName)
  line.send({
    type: 'listed',
    vitest: vitest.version,
    acknowledged: [...new Set(vitest.projects.flatMap(acknowledged))],
    files: found.map((specification) => ({
      path: slashes(relative(root, specification.moduleId)),
      file: nameOf(specification),
      tests: tests(modules.find(({ moduleId }) => moduleId === specification.moduleId)),
      source: isSource(specification),
    })),
  })
}

async function runInOrder(
  vitest: Vitest,
  found: TestSpecification[],
  order: FileAssignment[] | null,
): Promise<void> {
  const chosen =
    order === null
      ? found
      : order.flatMap(({ file, tests }) => {
          const specification = found.find((one) => nameOf(one) === file)
          if (specification === undefined) return []
          const { project, moduleId } = specification
          return [project.createSpecification(moduleId, tests === null ? {} : { testNames: tests })]
        })
  if (chosen.length > 0) await vitest.runTestSpecifications(chosen)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
