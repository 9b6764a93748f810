/** Worker threads with chunks over their message ports, by hand. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Contender } from './contender.ts'
import { byHand } from './hand.ts'
import type { Answer, Lane } from './hand.ts'
import { argumentsOf, script } from './kernel.ts'

const laneOf = (worker: Worker): Lane => ({
  post: (question) => worker.postMessage(question, []),
  onAnswer: (listener) => worker.on('message', (answer: Answer) => listener(answer)),
  onEnd: (listener) => worker.on('error', (cause) => listener(new Error('died', { cause }))),
})

export const handWorker: Contender = {
  name: 'hand-chunked workers',
  kind: 'threads',
  role: 'hand',
  package: null,
  async open(works, workers) {
    const argv = argumentsOf(works)
    const threads = Array.from(
      { length: workers },
      () => new Worker(script('hand-worker.ts'), { argv }),
    )
    await Promise.all(threads.map((thread) => once(thread, 'online')))
    return {
      run: byHand(threads.map(laneOf)),
      async close() {
        await Promise.all(threads.map((thread) => thread.terminate()))
      },
    }
  },
}
