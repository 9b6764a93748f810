import { parentPort } from 'node:worker_threads'
import { answerTo } from '../hand.ts'
import type { Question } from '../hand.ts'
import { callsOfArguments } from '../kernel.ts'

const calls = await callsOfArguments()

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(answerTo(question, calls), [])
})
