import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Node runs TypeScript itself; kernels must run natively, and so does everything else here
    experimental: { viteModuleRunner: false },
  },
})
