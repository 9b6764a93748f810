import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [lanemark({ reports: 'reports' })],
  test: {
    pool: process.env.POOL ?? 'forks',
    experimental: { viteModuleRunner: process.env.RUNNER !== 'native' },
  },
})
