/** Reports written by hand, one for each golden file. Times follow what was measured, rounded. */
import type { Report } from '../../src/model.ts'
import { benchReport } from './fixtures/benches.ts'
import { shortReport, smallReport } from './fixtures/digest.ts'
import { documentReport, noPythonReport } from './fixtures/document.ts'
import { hostileReport } from './fixtures/hostile.ts'
import { waitingReport } from './fixtures/waiting.ts'

/** Every golden file with its report. */
export const GOLDEN: Record<string, Report> = {
  bench: benchReport,
  document: documentReport,
  hostile: hostileReport,
  'no-python': noPythonReport,
  short: shortReport,
  small: smallReport,
  waiting: waitingReport,
}
