import workerpool from 'workerpool'
import { callsOfArguments } from '../kernel.ts'

workerpool.worker(await callsOfArguments())
