/** Child processes with chunks over their channels, by hand. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Contender } from './contender.ts'
import { byHand } from './hand.ts'
import type { Answer, Lane, Question } from './hand.ts'
import { argumentsOf, script } from './kernel.ts'

const laneOf = (child: ChildProcess): Lane => ({
  post: (question: Question) => void child.send(question),
  onAnswer: (listener) => void child.on('message', (answer) => listener(answer as Answer)),
  onEnd: (listener) => void child.on('exit', (code) => listener(new Error(`exited: ${code}`))),
})

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}

export const handFork: Contender = {
  name: 'hand-chunked forks',
  kind: 'processes',
  role: 'hand',
  package: null,
  async open(works, workers) {
    const children = Array.from({ length: workers }, () =>
      fork(script('hand-fork.ts'), argumentsOf(works), { serialization: 'advanced' }),
    )
    await Promise.all(children.map((child) => once(child, 'spawn')))
    return {
      run: byHand(children.map(laneOf)),
      async close() {
        await Promise.all(children.map(end))
      },
    }
  },
}
