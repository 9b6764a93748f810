/** Reports written by hand, one for each golden file. Times follow what was measured, rounded. */
import type { Report } from '../../src/model.ts'
import type { PictureRef } from '../../src/text/view.ts'
import { benchReport } from './fixtures/benches.ts'
import { chunksReport } from './fixtures/chunks.ts'
import { CLAIM_PICTURES, claimsReport, DOCUMENT_PICTURES } from './fixtures/claims.ts'
import { shortReport, smallReport } from './fixtures/digest.ts'
import { documentReport, noPythonReport } from './fixtures/document.ts'
import { galleryReport, scalingReport } from './fixtures/gallery.ts'
import { hostileReport } from './fixtures/hostile.ts'
import { repeatedReport } from './fixtures/repeated.ts'
import { waitingReport } from './fixtures/waiting.ts'

/** Every golden file with its report. */
export const GOLDEN: Record<string, Report> = {
  bench: benchReport,
  chunks: chunksReport,
  claims: claimsReport,
  document: documentReport,
  gallery: galleryReport,
  hostile: hostileReport,
  'no-python': noPythonReport,
  repeated: repeatedReport,
  scaling: scalingReport,
  short: shortReport,
  small: smallReport,
  waiting: waitingReport,
}

/** Pictures beside some of them. */
export const PICTURES: Record<string, PictureRef[]> = {
  claims: CLAIM_PICTURES,
  document: DOCUMENT_PICTURES,
}
