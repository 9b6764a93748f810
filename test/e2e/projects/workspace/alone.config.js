import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** The plugin where it is of no use: a project in a folder of its own does not take it over. */
export default defineConfig({ plugins: [lanemark()], test: { projects: ['bare'] } })
