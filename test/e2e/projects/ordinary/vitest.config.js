import { writeFileSync } from 'node:fs'
import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** Vite's own part, which names all plugins, and what is drawn anew for every run. */
const LEFT_OUT = new Set(['viteConfig', 'resolvedProjects', 'projectConfig', 'seed'])

/** Writes down what Vitest has decided on. */
const telling = {
  name: 'telling',
  configureVitest({ vitest, project }) {
    const provided = project.getProvidedContext()
    const configs = { vitest: vitest.config, project: project.config, provided }
    const seen = new Set()
    const text = JSON.stringify(configs, (key, value) => plain(key, value, seen), 2)
    writeFileSync('config.json', text)
  },
}

/** Functions and patterns by their text, everything once. */
function plain(key, value, seen) {
  if (LEFT_OUT.has(key)) return undefined
  if (typeof value === 'function' || value instanceof RegExp) return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.has(value)) return 'as before'
  seen.add(value)
  return value
}

export default defineConfig({
  plugins: [...(process.env.WITH === 'lanemark' ? [lanemark()] : []), telling],
  test: { testTimeout: 4321 },
})
