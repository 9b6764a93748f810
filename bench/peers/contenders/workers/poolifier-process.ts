import { ClusterWorker } from 'poolifier'
import { callsOfArguments } from '../kernel.ts'

export default new ClusterWorker(await callsOfArguments())
