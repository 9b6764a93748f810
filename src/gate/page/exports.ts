/** The formats of other tools that a gate run can be written in: a file and a row each. */
import type { AnyGateReport } from '../model/stored-record.ts'
import { bencherMetrics } from './bencher.ts'
import { githubActionBenchmark } from './github-action-benchmark.ts'
import { codeQuality } from './gitlab.ts'

interface Export {
  /** What `--export-…` does, for help. */
  help: string
  /** @param digest makes a fingerprint of a text */
  write: (report: AnyGateReport, digest: (text: string) => string) => string
}

const TABLE = {
  gab: {
    help: 'Write customSmallerIsBetter for github-action-benchmark',
    write: githubActionBenchmark,
  },
  bmf: { help: 'Write Bencher Metric Format', write: bencherMetrics },
  gitlab: { help: "Write GitLab's code quality report", write: codeQuality },
} as const satisfies Record<string, Export>

export type ExportFormat = keyof typeof TABLE

export const EXPORTS: Readonly<Record<ExportFormat, Export>> = TABLE

export const EXPORT_FORMATS = Object.keys(TABLE) as readonly ExportFormat[]
