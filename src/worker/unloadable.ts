/**
 * Why a kernel's module cannot be loaded, where, and what to write instead. Kernels are loaded by
 * Node itself, so what Vite or a compiler adds to the language is met here first. Loaded only when
 * something is wrong: a worker loads as little as it can.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorLine } from '../text/describe.ts'
import { specifiers } from '../text/imports.ts'

export interface Unloadable {
  /** Node's own words, one line. */
  reason: string
  /** Path and line, `/project/kernels/resize.ts:3`; null where they cannot be told. */
  at: string | null
  /** What to write instead, where that is known. */
  instead: string | null
}

interface Place {
  path: string
  line: number
}

/** @param url of the kernel's module, which may have imported the one to blame */
export function unloadable(url: string, cause: unknown): Unloadable {
  const [reason = ''] = errorLine(cause).split('\n')
  const missing = missingImport(cause)
  const place = missing?.place ?? stackPlace(cause) ?? decoratorPlace(url, cause)
  const instead =
    missing === null ? insteadOf(cause, place === null ? '' : lineAt(place)) : missing.instead
  return { reason, at: place === null ? null : `${place.path}:${place.line}`, instead }
}

/** From a header like `file:///k.ts:3`, which syntax errors have, or the first frame of a file. */
function stackPlace(cause: unknown): Place | null {
  const stack = cause instanceof Error ? String(cause.stack) : ''
  const [, file, line] =
    /^(file:\/\/\S+|\/\S+):(\d+)$/m.exec(stack) ??
    /\(?(file:\/\/\S+?):(\d+):\d+\)?$/m.exec(stack) ??
    []
  if (file === undefined) return null
  return { path: pathOf(file), line: Number(line) }
}

const pathOf = (file: string): string =>
  file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file

/** V8 does not tell where a decorator's `@` is. */
function decoratorPlace(url: string, cause: unknown): Place | null {
  if (!(cause instanceof SyntaxError) || !url.startsWith('file:')) return null
  const path = pathOf(url)
  const line = linesOf(path).findIndex((text) => DECORATOR.test(text))
  return line === -1 ? null : { path, line: line + 1 }
}

const DECORATOR = /^\s*@[\p{ID_Start}$_(]/u

const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []

const lineAt = ({ path, line }: Place): string => linesOf(path)[line - 1] ?? ''

interface Missing {
  place: Place | null
  instead: string | null
}

/** For an import that leads nowhere: the line that has it, and what Node would find. */
function missingImport(cause: unknown): Missing | null {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return null
  const [, target = '', importer = ''] = /'([^']+)'.* imported from (.+)$/m.exec(message) ?? []
  // the kernel's own module: there is nobody who imports it
  if (!linesOf(importer).some((text) => text !== '')) return null
  const found = specifiers(readFileSync(importer, 'utf8')).find(({ specifier }) =>
    leadsTo(specifier, target, importer),
  )
  if (found === undefined) return null
  const place = { path: importer, line: found.line }
  return { place, instead: insteadOfImport(found.specifier, importer) }
}

const leadsTo = (specifier: string, target: string, importer: string): boolean =>
  specifier.startsWith('.')
    ? resolve(dirname(importer), specifier.replace(/[?#].*$/, '')) === resolve(target)
    : specifier === target || specifier.startsWith(`${target}/`)

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json']

function insteadOfImport(specifier: string, importer: string): string | null {
  if (!specifier.startsWith('.')) {
    return `\`${specifier}\` is no installed package; aliases of Vite and paths of tsconfig.json mean nothing to Node, so import files by a relative path with its extension`
  }
  const endings = [...EXTENSIONS, ...EXTENSIONS.map((extension) => `/index${extension}`)]
  const stem = specifier.replace(/\.[cm]?jsx?$/, '')
  const there = [specifier, stem]
    .flatMap((start) => endings.map((ending) => start.replace(/\/$/, '') + ending))
    .find((candidate) => existsSync(resolve(dirname(importer), candidate)))
  return there === undefined ? null : `write the file's whole name, \`${there}\``
}

/** What was written, by Node's own words or the line, and what Node understands. */
const INSTEAD: [sign: RegExp, instead: string][] = [
  [
    /import\.meta\.env/,
    '`import.meta.env` is Vite’s; use `process.env`, or make the value a part of the input',
  ],
  [
    /import\.meta\.(glob|hot)/,
    '`import.meta.glob` and `import.meta.hot` are Vite’s; import files by name',
  ],
  [
    /TypeScript enum/,
    'instead of an enum write an object: `const Level = { low: 0, high: 1 } as const`',
  ],
  [/parameter property/, 'declare the field in the class and assign it in the constructor'],
  [/namespace|`module` keyword/, 'instead of a namespace write a module of its own'],
  [/import\s*=|export\s*=|TypeScript import equals/, 'write `import` and `export` of ES modules'],
  [
    /ERR_UNKNOWN_FILE_EXTENSION/,
    'a kernel and what it imports are `.ts`, `.mts`, `.js`, `.mjs` or `.cjs` files, without JSX',
  ],
  [/does not provide an export named/, 'where that is a type, write `import type`'],
  [/require is not defined/, 'write `import`, or call the file `.cjs`'],
  [/^\s*@[\p{ID_Start}$_(]/mu, 'instead of a decorator call the function that it names'],
  [
    /\?(raw|url|worker|inline)\b/,
    'imports with `?raw`, `?url` and the like are Vite’s; read the file with `node:fs`',
  ],
]

/** What to write instead of that at which an error was thrown, where only Vite knows it. */
export function insteadOfVite(thrown: unknown): string | null {
  const place = stackPlace(thrown)
  return place !== null && /import\.meta\./.test(lineAt(place))
    ? insteadOf(null, lineAt(place))
    : null
}

function insteadOf(cause: unknown, line: string): string | null {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? ''
  const said = [code, cause === null ? '' : errorLine(cause), line].join('\n')
  return INSTEAD.find(([sign]) => sign.test(said))?.[1] ?? null
}
