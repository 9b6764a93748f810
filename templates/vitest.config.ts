import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [lanemark()] })
