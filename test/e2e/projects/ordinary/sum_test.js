import { existsSync } from 'node:fs'
import { expect, inject, test } from 'vitest'

test('adds', () => {
  expect(1 + 1).toBe(2)
})

test('knows nothing of benchmarks', () => {
  expect(inject('lanemark')).toBe(undefined)
  expect(existsSync('reports')).toBe(false)
})
