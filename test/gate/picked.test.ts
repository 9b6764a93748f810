import { expect, test } from 'vitest'
import { isPicked } from '../../src/gate/picked.ts'

const everything = { filters: [], projects: [], named: null }

test.each([
  ['a.bench.ts > sum', '^sum$', true],
  ['a.bench.ts > lists > sum', '^lists sum$', true],
  ['a.bench.ts > lists > sum (2)', 'sum$', true],
  ['a.bench.ts > sum', 'a.bench', false],
  ['|x (bench)| a.bench.ts > sum', '^sum', true],
])('%s by the name %s: %s', (unit, named, isMeant) => {
  expect(isPicked(unit, { ...everything, named })).toBe(isMeant)
})

test.each([
  ['web', ['web'], true],
  ['web (bench)', ['web'], true],
  ['@m/a (bench)', ['@m/*'], true],
  ['web', ['node', 'w*b'], true],
  ['web.dom', ['webxdom'], false],
  ['web', ['!web'], false],
  ['node', ['!web'], true],
])('project %s by %j: %s', (project, projects, isMeant) => {
  expect(isPicked(`|${project}| a.bench.ts > sum`, { ...everything, projects })).toBe(isMeant)
})

test('where there is one project, all of it is meant', () => {
  expect(isPicked('a.bench.ts > sum', { ...everything, projects: ['web'] })).toBe(true)
})
