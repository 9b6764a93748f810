import { answerTo } from '../hand.ts'
import type { Question } from '../hand.ts'
import { callsOfArguments } from '../kernel.ts'

const calls = await callsOfArguments()

// its end is the end of the channel: nothing else keeps this process alive
process.on('message', (question) => {
  process.send?.(answerTo(question as Question, calls))
})
