/** `lanemark gate --explain`: what the last gate run says of a benchmark, block by block. */
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { LanemarkError } from '../findings.ts'
import { invalid } from '../option-values.ts'
import { acknowledged } from './decide/acknowledged.ts'
import { blockByBlock } from './page/block-by-block.ts'
import { parseGate } from './page/file.ts'
import { verdictWord } from './page/figure-text.ts'
import type { GateReport } from './model/record.ts'
import type { Result } from './model/verdicts.ts'

interface Asked {
  root: string
  /** Folder of the gate's reports, relative to the root. */
  reports: string
  /** As for `--acknowledge`: an id, a test, or the end of either. */
  name: string
}

/**
 * @returns lines for a terminal
 * @throws {LanemarkError} `gate-unreadable` where there is no run to explain, or one against a stored
 * baseline; `option-invalid` for a name that no benchmark has
 */
export async function explainGate({ root, reports, name }: Asked): Promise<string[]> {
  const path = join(root, reports, 'gate.json')
  const report = parseGate(await textOf(path), relative(root, path))
  const { ids } = acknowledged([name], report.entries)
  const results = report.decision.results.filter(({ id }) => ids.includes(id))
  if (results.length === 0) {
    const names = report.entries.map(({ id }) => `"${id}"`).join(', ')
    return invalid('--explain', name, `a benchmark of that run: ${names}`)
  }
  return results
    .map((result) => linesOf(report, result).join('\n'))
    .join('\n\n')
    .split('\n')
}

function linesOf(report: GateReport, result: Result): string[] {
  const told =
    result.state === 'judged'
      ? blockByBlock(report, result)
      : [`was not judged: ${verdictWord(result, false)}`]
  return [result.id, ...told]
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    const reason = 'there is none; `lanemark gate --base <ref>` writes it'
    throw new LanemarkError({ code: 'gate-unreadable', path, reason })
  }
}
