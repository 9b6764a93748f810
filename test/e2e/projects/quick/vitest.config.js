import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

const { OPTIONS = '{}', POOL = 'forks' } = process.env

export default defineConfig({
  plugins: [lanemark(JSON.parse(OPTIONS))],
  test: { pool: POOL },
})
