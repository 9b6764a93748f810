import { ThreadWorker } from 'poolifier'
import { callsOfArguments } from '../kernel.ts'

export default new ThreadWorker(await callsOfArguments())
