import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [lanemark()],
  // lanemark is a link here, not an installed package: kernels run natively all the same
  test: { experimental: { viteModuleRunner: false } },
})
