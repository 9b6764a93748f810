/**
 * Recordings as files: JSON lines while blocks are added, the same lines compressed by brotli
 * (`.br`) once they are kept. Checked when they are read.
 */
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import * as v from 'valibot'
import { LanemarkError } from '../src/findings.ts'
import { blockRecord, steady } from '../src/gate/model/record.ts'
import type { Durations, FunctionRecord } from '../src/gate/model/record.ts'
import { parse } from '../src/json/read.ts'
import { amount, environment, positive, whole } from '../src/json/values.ts'
import { RECORDING_SCHEMA } from './model.ts'
import type { RecordedBlock, Recording, RecordingHead } from './model.ts'

const HeadSchema = v.strictObject({
  schema: v.literal(RECORDING_SCHEMA),
  environment,
  steady,
  pace: v.strictObject({
    warmup: amount,
    rounds: positive,
  }),
})

const even = ({ mean, fastest }: FunctionRecord): boolean =>
  [mean.head, mean.copy, fastest.base, fastest.head, fastest.copy].every(
    (one) => one === null || one.length === mean.base.length,
  )

const BlockSchema = v.pipe(
  v.strictObject({
    ...blockRecord.entries,
    condition: v.picklist(['quiet', 'competing']),
    seed: whole,
    at: v.pipe(v.string(), v.isoTimestamp()),
    startup: amount,
  }),
  v.check(
    ({ groups }) => groups.every(({ functions }) => functions.every(even)),
    'expected as many durations of each arm as there are rounds',
  ),
)

/** Far above any recording; what decompresses to more is none. */
const LONGEST = 2 ** 29

/**
 * @param path of JSON lines, or of compressed ones where it ends in `.br`
 * @throws {LanemarkError} `gate-unreadable`, with the path, the line and what is wrong
 */
export function readRecording(path: string): Recording {
  const [first = '', ...others] = linesOf(path)
  const head = parseLine(HeadSchema, first, { path, line: 1 })
  const blocks = others.map((text, index) =>
    parseLine(BlockSchema, text, { path, line: index + 2 }),
  )
  return { ...head, blocks }
}

/** @param path as for `readRecording`; a file that is there is replaced */
export function writeRecording(path: string, { blocks, ...head }: Recording): void {
  const text = [line(head), ...blocks.map((block) => line(rounded(block)))].join('')
  // whole or not at all
  const part = `${path}.part`
  writeFileSync(part, isCompressed(path) ? compressed(text) : text)
  renameSync(part, path)
}

/** Begins a recording of plain lines; an empty one, until blocks are added. */
export function startRecording(
  path: string,
  { schema, environment: on, steady: turns, pace }: RecordingHead,
): void {
  writeRecording(path, { schema, environment: on, steady: turns, pace, blocks: [] })
}

/** Adds a line to a recording of plain lines; its durations keep five digits. */
export function appendBlock(path: string, block: RecordedBlock): void {
  appendFileSync(path, line(rounded(block)))
}

/** The name under which a recording of plain lines is kept. */
export const keptPath = (path: string): string => `${path}.br`

/** Plain lines become compressed ones: `name.jsonl` is replaced by `name.jsonl.br`. */
export function compressRecording(path: string): void {
  writeRecording(keptPath(path), readRecording(path))
  rmSync(path)
}

/** The way back, so that blocks can be added; the compressed file stays until it is replaced. */
export function expandRecording(path: string): void {
  writeRecording(path, readRecording(keptPath(path)))
}

const isCompressed = (path: string): boolean => path.endsWith('.br')

const compressed = (text: string): Buffer =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } })

const line = (value: RecordingHead | RecordedBlock): string => `${JSON.stringify(value)}\n`

function linesOf(path: string): string[] {
  const bytes = readFileSync(path)
  const text = (isCompressed(path) ? expanded(bytes, path) : bytes).toString('utf8')
  const lines = text.split('\n')
  // every line ends with a line feed, the last one too: what comes after it was cut off
  if (lines.pop() !== '') {
    const at = lines.length + 1
    throw unreadable(path, `line ${at} is cut off; without that line the rest can be read`)
  }
  return lines
}

function expanded(bytes: Buffer, path: string): Buffer {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: LONGEST })
  } catch (error) {
    throw unreadable(path, `it cannot be decompressed (${reasonOf(error)})`)
  }
}

function parseLine<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  at: { path: string; line: number },
): v.InferOutput<Schema> {
  const found = parse(schema, text)
  if (found.state === 'fits') return found.value
  throw unreadable(at.path, `line ${at.line}: ${found.reason}`)
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const unreadable = (path: string, reason: string): LanemarkError =>
  new LanemarkError({ code: 'gate-unreadable', path, reason })

function rounded(block: RecordedBlock): RecordedBlock {
  const groups = block.groups.map((group) => ({
    ...group,
    functions: group.functions.map(({ name, mean, fastest }) => ({
      name,
      mean: shortened(mean),
      fastest: shortened(fastest),
    })),
  }))
  return { ...block, groups }
}

const shortened = ({ base, head, copy }: Durations): Durations => ({
  base: base.map(short),
  head: head.map(short),
  copy: copy?.map(short) ?? null,
})

/** Five digits: 0.001 % is a hundredth of what the gate looks for. */
const short = (duration: number): number => Number(duration.toPrecision(5))
