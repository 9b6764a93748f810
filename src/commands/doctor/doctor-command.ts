/** `lanemark doctor`: what this machine is good for. */
import { gateProgress } from '../../system/progress.ts'
import { untilInterrupted } from '../../system/signals.ts'
import { doctorLines } from './doctor-lines.ts'
import { examine } from './examination.ts'

export interface Diagnosis {
  lines: string[]
  /** Whether lanemark can measure here at all. */
  able: boolean
}

export async function doctorCommand(terminal: NodeJS.WriteStream): Promise<Diagnosis> {
  const progress = gateProgress(process.stderr, 'lanemark doctor')
  const examination = await untilInterrupted((signal) => examine(progress, signal))
  progress.clear()
  const { missing } = examination
  return { lines: doctorLines(examination, terminal.columns || 100), able: missing.length === 0 }
}
