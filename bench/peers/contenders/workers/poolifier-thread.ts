import { ThreadWorker } from 'poolifier'
import { callOfArguments } from '../kernel.ts'

const call = await callOfArguments()

export default new ThreadWorker((input?: unknown) => call(input))
