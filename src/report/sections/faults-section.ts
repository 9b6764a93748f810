/** What was left after a task failed: a table of fault against mode. */
import type { FaultCell, FaultMatrix, Mode } from '../../model.ts'
import { MODES } from '../../modes.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, paragraph, table, type PageBlock } from '../../text/view.ts'

/** What was left, from all to nothing. */
function left({ siblings, pool, host }: FaultCell): string {
  if (!host) return 'nothing'
  const parts = [siblings ? 'other calls' : '', pool ? 'pool' : '', 'host']
  return parts.filter((part) => part !== '').join(', ')
}

const cellText = (cell: FaultCell): Inline => say`${code(cell.outcome)}; left: ${left(cell)}`

/** A row for each fault, a column for each mode that was tried. */
export function faultBlocks({ cells }: FaultMatrix): PageBlock[] {
  const faults = [...new Set(cells.map(({ fault }) => fault))]
  const modes = MODES.filter((mode) => cells.some((cell) => cell.mode === mode))
  const cellOf = (fault: string, mode: Mode): Inline => {
    const found = cells.find((cell) => cell.fault === fault && cell.mode === mode)
    return found === undefined ? NOTHING : cellText(found)
  }
  const rows = faults.map((fault) => {
    const head: Inline = say`${fault}`
    return [head].concat(modes.map((mode) => cellOf(fault, mode)))
  })
  return [
    table([say`fault`, ...modes.map((mode): Inline => [code(mode)])], [], rows),
    paragraph(say`In each cell: what the caller got, and what was left. Other calls are those that ran
      beside the one that failed; the pool is what runs further calls; the host is the process that
      asked for them.`),
  ]
}
