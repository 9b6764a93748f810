import { lanemark } from 'lanemark/vitest'
import type { PluginOptions } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

const options: PluginOptions = { reports: 'reports' }

export default defineConfig({
  plugins: [lanemark(options)],
  test: {
    pool: process.env['POOL'] ?? 'forks',
    experimental: { viteModuleRunner: process.env['RUNNER'] !== 'native' },
  },
})
