/** The table of contenders. A new one is one file and one line here. */
import type { Contender } from './contender.ts'
import { handFork } from './hand-fork.ts'
import { handWorker } from './hand-worker.ts'
import { lanemarkAuto, lanemarkProcesses, lanemarkSerial, lanemarkThreads } from './lanemark.ts'
import { piscina } from './piscina.ts'
import { plainLoop } from './plain-loop.ts'
import { poolifierProcesses, poolifierThreads } from './poolifier.ts'
import { tinypoolProcesses, tinypoolThreads } from './tinypool.ts'
import { workerpoolProcesses, workerpoolThreads } from './workerpool.ts'

export const CONTENDERS: readonly Contender[] = [
  plainLoop,
  lanemarkSerial,
  lanemarkAuto,
  lanemarkThreads,
  handWorker,
  tinypoolThreads,
  piscina,
  workerpoolThreads,
  poolifierThreads,
  lanemarkProcesses,
  handFork,
  tinypoolProcesses,
  workerpoolProcesses,
  poolifierProcesses,
]
