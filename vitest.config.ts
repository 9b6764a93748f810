import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'
import { SlowFirst } from './test/slow-first.ts'

const quick = process.env['LANEMARK_QUICK'] === '1'

/** A limit is for what hangs, not for what is slow. Of benchmarks the plugin lifts it, where none is set. */
const limits = { testTimeout: 180_000 }

/** Programs come up in half the time when they need not compile the same modules again. */
const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'lanemark-test-cache') }

/** Tests that start programs and workers, or ask what is loaded: each file in a process of its own. */
const apart = [
  'test/{e2e,executors,machines}/**/*.test.ts',
  'test/gate/e2e/**/*.test.ts',
  'test/html/browser.test.ts',
  'test/light.test.ts',
]
const every = ['{test,validation}/**/*.test.ts']

const projects = [
  { extends: true as const, test: { name: 'apart', include: apart } },
  // the others take half the time where files share what they import
  {
    extends: true as const,
    test: { name: 'together', include: every, exclude: apart, isolate: false },
  },
]

const ofTests = process.argv.includes('bench') ? {} : { ...limits, env, projects }

export default defineConfig({
  plugins: [lanemark({ reports: quick ? 'reports/quick' : 'reports' })],
  test: {
    benchmark: { include: ['bench/*.bench.ts'] },
    ...ofTests,
    hookTimeout: 180_000,
    // most of the time goes by in other processes; Vitest's default leaves one of two cores idle
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // Node runs TypeScript itself: kernels must run natively, and so does everything else here
    experimental: { viteModuleRunner: false },
  },
})
