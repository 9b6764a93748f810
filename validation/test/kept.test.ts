/** The page that is kept is that of the recording that is kept. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { marked } from '../../src/system/mark.ts'
import { powerPicture } from '../page/chart.ts'
import { validationMarkdown } from '../page/page.ts'
import { readRecording } from '../recordings.ts'
import { CONDITIONS } from '../replay/effects.ts'
import { factsOf } from '../replay/facts.ts'
import type { Validation } from '../replay/model.ts'
import { replay } from '../replay/replay.ts'

const recorded = fileURLToPath(new URL('../recordings/gate.jsonl.br', import.meta.url))
const reports = new URL('../../reports/', import.meta.url)
const text = (file: string): string => readFileSync(new URL(file, reports), 'utf8')

describe.skipIf(!existsSync(recorded))('the recording that is kept', () => {
  const read = (): Validation => JSON.parse(text('gate-validation.json')) as Validation

  test('replayed with few jobs it gives the figures that are kept for that many', () => {
    const { recording, check, raw } = read()
    const sha256 = createHash('sha256').update(readFileSync(recorded)).digest('hex')
    const found = readRecording(recorded)
    expect(factsOf(found, { file: recording.file, sha256 })).toEqual(recording)
    expect(replay(found, check.settings)).toEqual({ ...check.figures, raw })
  })

  test('page and pictures are made of the figures that are kept', async () => {
    const validation = read()
    expect(text('gate-validation.md')).toBe(
      marked('gate-validation.md', validationMarkdown(validation)),
    )
    const pictures = CONDITIONS.flatMap((condition) => powerPicture(validation, condition) ?? [])
    for (const picture of pictures) {
      expect(text(picture.file)).toBe(marked(picture.file, picture.svg))
    }
  })
})
