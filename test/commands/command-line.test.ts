import { expect, test } from 'vitest'
import { askedFor, COMMANDS, helpFor } from '../../src/commands/command-line.ts'

test('values that look like options or numbers stay what they are', () => {
  const words = ['gate', '--base=-x', '--seed', '007', 'a', '--strict', '--', '--base', 'b']
  expect(askedFor(words)).toEqual({
    kind: 'run',
    command: 'gate',
    words: ['a', '--base', 'b'],
    given: { base: ['-x'], seed: ['007'], strict: true },
  })
})

test.each([
  [['gate', '--bugdet=5m'], '--bugdet'],
  [['gate', '--base'], '--base'],
  [['gate', '--base', '--output=stolen'], '--base=-XYZ'],
  [['baseline', 'save', '--margin=1%'], '--margin'],
])('%j is refused', (words, named) => {
  expect(() => askedFor(words)).toThrow(named)
})

test('what is no command, help and version', () => {
  expect(askedFor([])).toEqual({ kind: 'help', command: null })
  expect(askedFor(['-v'])).toEqual({ kind: 'version' })
  expect(askedFor(['gate', '--base=x', '-h'])).toEqual({ kind: 'help', command: 'gate' })
  expect(askedFor(['toString'])).toEqual({ kind: 'unknown', command: 'toString' })
})

test('help tells every command and every option', () => {
  const all = helpFor(null, '1.2.3')
  for (const [name, { usage, options, examples, exits }] of Object.entries(COMMANDS)) {
    expect(all).toContain(usage)
    const help = helpFor(name as keyof typeof COMMANDS, '1.2.3')
    for (const option of Object.keys(options)) expect(help).toContain(`--${option} `)
    for (const example of examples) expect(help).toContain(example)
    for (const meaning of Object.values(exits)) expect(help).toContain(meaning)
  }
})
