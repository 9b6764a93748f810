import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** Two packages with the plugin of their own; three projects here that take it over from the root. */
const here = (name, test) => ({ extends: true, test: { name, include: [], ...test } })

export default defineConfig({
  plugins: [lanemark()],
  test: {
    projects: [
      'packages/*',
      here('one', { benchmark: { include: ['bench/here.bench.js'] } }),
      here('two', { benchmark: { include: ['bench/here.bench.js'] } }),
      here('context', { pool: 'vmThreads', benchmark: { include: ['bench/there.bench.js'] } }),
      here('browser', {
        environment: './environment.js',
        benchmark: { include: ['bench/there.bench.js'] },
      }),
    ],
  },
})
