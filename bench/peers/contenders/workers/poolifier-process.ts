import { ClusterWorker } from 'poolifier'
import { callOfArguments } from '../kernel.ts'

const call = await callOfArguments()

export default new ClusterWorker((input?: unknown) => call(input))
