import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'
import { SlowFirst } from './test/slow-first.ts'

const quick = process.env['LANEMARK_QUICK'] === '1'

export default defineConfig({
  plugins: [lanemark({ reports: quick ? 'reports/quick' : 'reports' })],
  test: {
    include: ['test/**/*.test.ts'],
    benchmark: { include: ['bench/*.bench.ts'] },
    // real processes on a busy machine: a limit is for what hangs, not for what is slow
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // most of the time goes by in other processes; Vitest's default leaves one of two cores idle
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // Node runs TypeScript itself: kernels must run natively, and so does everything else here
    experimental: { viteModuleRunner: false },
  },
})
