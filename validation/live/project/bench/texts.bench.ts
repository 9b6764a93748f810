/** Nothing is returned: a result would tell how much work it was. */
import { test } from 'vitest'
import { regularExpressions } from '../src/regular-expressions.ts'
import { slugs } from '../src/slugs.ts'
import { markdown } from '../src/markdown.ts'
import { units } from '../src/units.ts'

test('regular expressions', async ({ bench }) => {
  const run = regularExpressions(units['regular expressions'])
  await bench('regular expressions', () => void run()).run()
})

test('slugs', async ({ bench }) => {
  const run = slugs(units.slugs)
  await bench('slugs', () => void run()).run()
})

test('markdown', async ({ bench }) => {
  const run = markdown(units.markdown)
  await bench('markdown', () => void run()).run()
})
