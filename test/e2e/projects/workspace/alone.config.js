import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** The plugin where it is of no use: the project does not take it over. */
export default defineConfig({
  plugins: [lanemark()],
  test: {
    projects: [
      { test: { name: 'own', include: [], benchmark: { include: ['bench/here.bench.js'] } } },
    ],
  },
})
