import { parentPort } from 'node:worker_threads'
import { answerTo } from '../hand.ts'
import type { Question } from '../hand.ts'
import { callOfArguments } from '../kernel.ts'

const call = await callOfArguments()

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(answerTo(question, call))
})
