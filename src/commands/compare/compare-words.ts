/** The words after `lanemark compare` as settings. */
import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { resolveCompare } from '../../compare/compare-options.ts'
import type { CompareOptions } from '../../compare/compare-options.ts'
import { LanemarkError } from '../../findings.ts'
import type { KernelRef, LocalMode } from '../../model.ts'
import { FIXED, SIZED } from '../../modes.ts'
import type { SizedMode } from '../../modes.ts'
import { invalid, many, one, parseDuration, parseSeed } from '../../option-values.ts'
import type { Given } from '../../option-values.ts'
import { errorLine } from '../../text/describe.ts'
import { baseName } from '../../text/name.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { Asked, AskedInputs } from './asked.ts'

export interface CompareSettings {
  root: string
  asked: Asked
  seed: number
  /** Of the page, absolute. */
  path: string
  /** Whether a program reads the answer. */
  json: boolean
  /** What makes the same comparison again. */
  command: string
}

interface Surroundings {
  root: string
  environment: Record<string, string | undefined>
  /** A seed where none is given. */
  fresh: () => number
}

/** A terminal waits for it: with three times as much at most, small kernels are done within 15 s. */
const BUDGET = '3s'

/** @throws {LanemarkError} `option-invalid`, `kernel-unreadable`, `inputs-unreadable` */
export function parseCompareWords(
  words: readonly string[],
  given: Given,
  { root, environment, fresh }: Surroundings,
): CompareSettings {
  const [word = '', ...others] = words
  if (word === '' || others.length > 0) {
    return invalid('kernel', words.join(' '), 'one module with its export: `./thumbnail.ts#render`')
  }
  const kernel = exportAt(root, word)
  if (!isThere(kernel)) {
    const missing = { reason: 'there is no such file', at: null, instead: null }
    throw new LanemarkError({ code: 'kernel-unreadable', url: kernel.url, ...missing })
  }
  const options = optionsOf(root, given)
  const asked: Asked = {
    name: nameOf(root, word),
    kernel,
    inputs: inputsOf(root, given),
    options,
  }
  const seed = parseSeed(one(given, 'seed') ?? environment['LANEMARK_SEED'], fresh)
  const out = one(given, 'out') ?? 'reports'
  return {
    root,
    asked,
    seed,
    path: resolve(root, out, `${pageName(asked.name)}.md`),
    json: given['json'] === true,
    command: commandOf(word, given, seed),
  }
}

/** `./thumbnail.ts#render`; without `#`, whatever the module stands for. */
function exportAt(root: string, word: string): KernelRef {
  const { path, name } = parted(word)
  return { url: pathToFileURL(resolve(root, path)).href, name }
}

const isThere = ({ url }: KernelRef): boolean => existsSync(fileURLToPath(url))

function parted(word: string): { path: string; name: string } {
  const at = word.lastIndexOf('#')
  return at === -1
    ? { path: word, name: '' }
    : { path: word.slice(0, at), name: word.slice(at + 1) }
}

/** As the report calls it, wherever it was asked from. */
function nameOf(root: string, word: string): string {
  const { path, name } = parted(word)
  const shown = relative(root, resolve(root, path)).split(sep).join('/')
  return name === '' ? shown : `${shown}#${name}`
}

/** Never the page of a bench file: those are named after their files alone. */
function pageName(name: string): string {
  const { path, name: kernel } = parted(name)
  const stem = baseName(path).replaceAll(/^[._-]+/g, '')
  return ['compare', stem, ...(kernel === '' ? [] : [baseName(kernel)])].join('-')
}

/** @throws {LanemarkError} `option-invalid` */
function optionsOf(root: string, given: Given): CompareOptions {
  const modes = one(given, 'modes')?.split(',') ?? FIXED
  const workers = one(given, 'workers')
  const counts = workers === undefined ? null : parseCounts(workers)
  const context = one(given, 'context')
  const options: CompareOptions = {
    modes: modes.map((mode) => specOf(mode.trim(), counts, given)),
    budget: parseDuration(one(given, 'budget') ?? BUDGET),
    ...(context === undefined ? {} : { context: parseJson(root, 'context', context) }),
  }
  // what is wrong with them is told before Vitest is started
  resolveCompare(options)
  return options
}

/** What is none of the modes is left for the check of them all. */
function specOf(
  mode: string,
  counts: number[] | null,
  given: Given,
): NonNullable<CompareOptions['modes']>[number] {
  const workers = counts === null ? {} : { workers: counts }
  if (mode === 'machines') return { mode, ...serverOf(given), ...workers }
  const isSized = SIZED.includes(mode as SizedMode)
  return isSized && counts !== null
    ? { mode: mode as SizedMode, workers: counts }
    : (mode as LocalMode)
}

function serverOf(given: Given): { servers: string[]; group?: string } {
  const servers = many(given, 'servers').flatMap((list) => list.split(','))
  if (servers.length === 0) {
    invalid(
      '--servers',
      '',
      'where `machines` is among the modes: nats://127.0.0.1:4222, or another',
    )
  }
  const group = one(given, 'group')
  return { servers, ...(group === undefined ? {} : { group }) }
}

function parseCounts(text: string): number[] {
  const counts = text.split(',').map((count) => count.trim())
  if (counts.every((count) => /^\d+$/.test(count))) return counts.map(Number)
  return invalid('--workers', text, 'numbers of workers such as `4` or `1,2,4`')
}

/** @throws {LanemarkError} `option-invalid`, `inputs-unreadable` */
function inputsOf(root: string, given: Given): AskedInputs {
  const [values, from] = [one(given, 'inputs'), one(given, 'inputs-from')]
  if ((values === undefined) === (from === undefined)) {
    const got = values === undefined ? '' : `${values} and ${from}`
    return invalid(
      '--inputs',
      got,
      "one of `--inputs '[640, 1280]'`, `--inputs inputs.json` and `--inputs-from ./inputs.ts#all`",
    )
  }
  if (from !== undefined) {
    const at = exportAt(root, from)
    const reason = 'there is no such file'
    if (isThere(at)) return { kind: 'module', from, ...at }
    throw new LanemarkError({ code: 'inputs-unreadable', what: 'inputs', from, reason })
  }
  const parsed = parseJson(root, 'inputs', values ?? '')
  if (Array.isArray(parsed)) return { kind: 'values', values: parsed as unknown[] }
  return invalid('--inputs', values ?? '', "an array of inputs such as '[640, 1280, 2560]'")
}

/** JSON as it stands there, or in a file of that name. */
function parseJson(root: string, what: 'inputs' | 'context', text: string): unknown {
  const isFile = text.endsWith('.json')
  try {
    return JSON.parse(isFile ? readFileSync(resolve(root, text), 'utf8') : text)
  } catch (cause) {
    const reason = errorLine(cause)
    if (!isFile)
      invalid(`--${what}`, text, `JSON, or a file whose name ends with .json (${reason})`)
    throw new LanemarkError({ code: 'inputs-unreadable', what, from: text, reason }, { cause })
  }
}

const REPEATED = 'inputs inputs-from context modes workers servers group budget out'.split(' ')

/** Reports are read by others: who this is, in the address of a server, is not for them. */
const withoutSecrets = (servers: string): string => servers.replaceAll(/(\w:\/\/)[^/@,]+@/g, '$1')

/** As it was asked for, with the seed of this run. */
function commandOf(word: string, given: Given, seed: number): string {
  const options = REPEATED.flatMap((name) =>
    many(given, name).map((value) => {
      const shown = name === 'servers' ? withoutSecrets(value) : value
      return `--${name}=${shellWord(shown)}`
    }),
  )
  return ['npx lanemark compare', shellWord(word), ...options, `--seed=${seed}`].join(' ')
}
