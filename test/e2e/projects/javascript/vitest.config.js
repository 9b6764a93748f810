import { defineConfig } from 'vitest/config'
import { lanemark } from 'lanemark/vitest'

export default defineConfig({
  plugins: [lanemark()],
  test: process.env.NATIVE === '1' ? { experimental: { viteModuleRunner: false } } : {},
})
