import workerpool from 'workerpool'
import { callOfArguments } from '../kernel.ts'

workerpool.worker({ kernel: await callOfArguments() })
