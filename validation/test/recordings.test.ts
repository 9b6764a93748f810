import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Durations, FunctionRecord } from '../../src/gate/model/record.ts'
import { RECORDING_SCHEMA } from '../model.ts'
import type { RecordedBlock, Recording } from '../model.ts'
import {
  appendBlock,
  compressRecording,
  expandRecording,
  keptPath,
  readRecording,
  startRecording,
  writeRecording,
} from '../recordings.ts'

const durations = [0.52123, 0.52, 1234.5]

const functionOf = (name: string, own: Durations): FunctionRecord => ({
  name,
  mean: own,
  fastest: own,
})

const block: RecordedBlock = {
  stage: 'test',
  condition: 'competing',
  seed: 7,
  at: '2026-11-03T10:00:00.000Z',
  took: 4000,
  startup: 1000,
  capacity: { delivered: 1.02, of: 2 },
  stolen: 0.001,
  groups: [
    {
      unit: 'bench/all.bench.ts > json, same 1',
      group: 0,
      took: 3000,
      functions: [
        functionOf('json, same 1', { base: durations, head: durations, copy: durations }),
      ],
    },
    {
      unit: 'bench/all.bench.ts > json, 1 % more',
      group: 0,
      took: 3000,
      functions: [functionOf('json, 1 % more', { base: durations, head: durations, copy: null })],
    },
  ],
  failures: [{ arm: 'head', unit: 'bench/all.bench.ts > json, 2 % more', error: 'Error: no' }],
}

const recording: Recording = {
  schema: RECORDING_SCHEMA,
  environment: {
    cpu: 'some',
    cores: 2,
    quota: null,
    os: 'Linux 6',
    node: 'v24.0.0',
    v8: '13.6',
    vitest: '5.1.1',
    lanemark: '0.1.0',
    date: '2026-11-03T10:00:00.000Z',
  },
  steady: { core: 1, addresses: true },
  pace: { warmup: 200, rounds: 20 },
  blocks: [block, { ...block, condition: 'quiet', seed: 8, stolen: null }],
}

let path = ''

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  path = join(folder, 'some.jsonl')
})

describe('a recording', () => {
  test('is the same after writing and reading, plain and compressed', () => {
    for (const one of [path, keptPath(path)]) {
      writeRecording(one, recording)
      expect(readRecording(one)).toEqual(recording)
    }
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
    expect(readFileSync(keptPath(path)).length).toBeLessThan(readFileSync(path).length)
  })

  test('grows by a line a block, and can be read at any time', () => {
    const { blocks, ...head } = recording
    startRecording(path, head)
    expect(readRecording(path).blocks).toEqual([])
    for (const [index, one] of blocks.entries()) {
      appendBlock(path, one)
      expect(readRecording(path)).toEqual({ ...head, blocks: blocks.slice(0, index + 1) })
    }
  })

  test('is compressed, expanded, and goes on', () => {
    writeRecording(path, recording)
    compressRecording(path)
    expect(existsSync(path)).toBe(false)
    expandRecording(path)
    appendBlock(path, block)
    compressRecording(path)
    expect(readRecording(keptPath(path)).blocks).toEqual([...recording.blocks, block])
  })

  test('keeps five digits of a duration', () => {
    const [group] = block.groups
    const exact = functionOf('f', { base: [0.123456789], head: [123456.789], copy: null })
    appendBlock(path, { ...block, groups: [{ ...group!, functions: [exact] }] })
    const kept = functionOf('f', { base: [0.12346], head: [123460], copy: null })
    expect(JSON.parse(readFileSync(path, 'utf8')).groups[0].functions).toEqual([kept])
  })
})

describe('a damaged recording is refused, with the place and what is wrong', () => {
  const failure = (at = path): string => {
    try {
      readRecording(at)
    } catch (error) {
      return String(error)
    }
    return 'it was read'
  }

  const withBlock = (changed: object): void => {
    writeRecording(path, recording)
    appendFileSync(path, `${JSON.stringify({ ...block, ...changed })}\n`)
  }

  test('a foreign schema', () => {
    writeFileSync(path, '{"schema":"lanemark/gate@1"}\n')
    expect(failure()).toContain(path)
    expect(failure()).toMatch(/line 1: at schema: .*"lanemark\/gate-recording@1"/)
  })

  test('an empty file', () => {
    writeFileSync(path, '')
    expect(failure()).toContain('line 1')
  })

  test('a line that was cut off', () => {
    writeRecording(path, recording)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, -20))
    expect(failure()).toContain('line 3 is cut off')
  })

  test('a line that is no JSON', () => {
    writeRecording(path, recording)
    appendFileSync(path, 'none\n')
    expect(failure()).toContain('line 4: ')
  })

  test('a value out of place, or one too many', () => {
    withBlock({ condition: 'busy' })
    expect(failure()).toContain('line 4: at condition: ')
    withBlock({ startup: -1 })
    expect(failure()).toContain('line 4: at startup: ')
    withBlock({ extra: 1 })
    expect(failure()).toContain('line 4: at extra: ')
  })

  test('arms with different numbers of rounds', () => {
    const functions = [functionOf('f', { base: [1, 2], head: [1], copy: null })]
    withBlock({ groups: [{ unit: 'a', group: 0, took: 1, functions }] })
    expect(failure()).toContain('line 4: at the top: expected as many durations of each arm')
  })

  test('compressed bytes that are none', () => {
    const compressed = brotliCompressSync('{}\n')
    writeFileSync(keptPath(path), compressed.subarray(0, -2))
    expect(failure(keptPath(path))).toContain('it cannot be decompressed')
  })
})
