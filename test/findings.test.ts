/** Findings are data; their texts say what happened, where, and what to do. */
import { expect, test } from 'vitest'
import { LanemarkError } from '../src/index.ts'
import type { Finding } from '../src/index.ts'
import { message } from '../src/findings.ts'

const at = { mode: 'threads', index: 2, input: '{ width: 640 }' } as const

const TEXTS: [Finding, string[]][] = [
  [
    { code: 'option-invalid', option: 'workers', got: '0', allowed: 'at least 1' },
    ['`workers` is 0', 'at least 1'],
  ],
  [
    { code: 'kernel-missing-export', url: 'file:///k.ts', name: 'a', exports: ['b', 'c'] },
    ['file:///k.ts', 'no export `a`', '`b`, `c`'],
  ],
  [
    { code: 'kernel-missing-export', url: 'file:///k.ts', name: 'a', exports: [] },
    ['it exports none'],
  ],
  [
    { code: 'task-threw', ...at, error: 'TypeError: no', lost: null },
    ['threads', 'input 2', '{ width: 640 }', 'TypeError: no'],
  ],
  [
    {
      code: 'task-threw',
      ...at,
      error: 'TypeError: no',
      lost: { what: 'input', lost: 'class', type: 'Point', path: '.center' },
    },
    ['TypeError: no; on the way to the worker a Point in the input, at .center, lost its class'],
  ],
  [
    { code: 'worker-died', ...at, exitCode: 7, signal: null, reason: null },
    ['threads', 'input 2', 'exit code 7'],
  ],
  [
    { code: 'worker-died', ...at, exitCode: null, signal: 'SIGABRT', reason: 'out of memory' },
    ['SIGABRT: out of memory', '`heap`'],
  ],
  [{ code: 'worker-died', ...at, exitCode: null, signal: null, reason: null }, ['unknown']],
  [
    { code: 'task-timeout', ...at, timeout: 500 },
    ['500 ms', 'threads', 'input 2', 'raise `timeout`'],
  ],
  [
    {
      code: 'cannot-cross',
      mode: 'processes',
      what: 'input',
      index: 1,
      type: 'SharedArrayBuffer',
      path: '.memory',
      lacks: null,
      works: ['serial', 'threads'],
    },
    ['input of index 1', 'SharedArrayBuffer at .memory', 'processes', '`serial`, `threads`'],
  ],
  [
    {
      code: 'cannot-cross',
      mode: 'threads',
      what: 'result',
      index: 1,
      type: 'Account',
      path: '.owner',
      lacks: 'its private field #balance',
      works: ['serial'],
    },
    ['an Account at .owner', 'a copy would lack its private field #balance', 'as plain data'],
  ],
  [
    { code: 'call-timeout', name: 'hangs', timeout: 300_000 },
    ['`hangs`', '300000 ms', '`testTimeout`'],
  ],
  [{ code: 'closed', mode: 'threads' }, ['threads', 'closed', 'make a new one']],
]

test.for(TEXTS)('$0.code', ([finding, parts]) => {
  for (const part of parts) expect(message(finding)).toContain(part)
})

test('an error of lanemark carries its finding, and the text of it', () => {
  const cause = new Error('reason')
  const finding: Finding = { code: 'closed', mode: 'serial' }
  const error = new LanemarkError(finding, { cause })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'LanemarkError', code: 'closed', finding, cause })
  expect(error.message).toBe(message(finding))
})

test('findings are plain data, which JSON can carry', () => {
  for (const [finding] of TEXTS) {
    expect(JSON.parse(JSON.stringify(finding))).toEqual(finding)
  }
})
