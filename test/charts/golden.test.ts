import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pictures } from '../../src/charts/index.ts'
import { claimsReport, documentReport } from './fixtures.ts'

const FOLDER = new URL('./golden/', import.meta.url)
const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

function stored(file: string, svg: string): string {
  const path = new URL(file, FOLDER)
  if (UPDATE) {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(path, svg)
  }
  return readFileSync(path, 'utf8')
}

/** One tag a line, so that a difference can be read. */
const readable = (svg: string): string => svg.replaceAll('><', '>\n<')

describe('golden pictures (a difference that is meant: run once with UPDATE_GOLDEN=1)', () => {
  const shown = [...pictures(documentReport), ...pictures(claimsReport)]
  test.each(shown.map((picture) => [picture.file, picture] as const))('%s', (file, picture) => {
    const svg = readable(picture.svg)
    expect(svg).toBe(stored(file, svg))
  })
})
