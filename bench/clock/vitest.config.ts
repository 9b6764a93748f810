/** The same bench file under stock Vitest and under lanemark. */
import { join } from 'node:path'
import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** Relative to the root; only lanemark has one. */
const reports = process.env['LANEMARK_CLOCK_REPORTS']

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  plugins: reports === undefined ? [] : [lanemark({ reports, seed: 1 })],
  test: {
    benchmark: { include: ['bench/clock/functions.bench.ts'] },
    testTimeout: 0,
    // no tool pays for Vite's way to import
    experimental: { viteModuleRunner: false },
  },
})
