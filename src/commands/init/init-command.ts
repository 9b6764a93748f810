/** `lanemark init`: the plugin, an example and workflows in a project. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invalid, one, refuseWords } from '../../option-values.ts'
import type { Given } from '../../option-values.ts'
import { vitestHere } from '../vitest-here.ts'
import type { Parse } from './config-edit.ts'
import { addFile, addPlugin } from './steps.ts'
import type { Step } from './steps.ts'
import { freshConfig, example, PLATFORMS, workflows } from './templates.ts'
import type { Extension, Platform } from './templates.ts'

/**
 * @returns what became of each file
 * @throws {LanemarkError} `option-invalid`, `vitest-missing`, `file-unwritable`
 */
export async function initCommand(
  root: string,
  words: readonly string[],
  given: Given,
): Promise<Step[]> {
  refuseWords('init', words)
  const platform = platformOf(one(given, 'ci'))
  const { parseAst } = await vitestHere()
  const extension = extensionIn(root)
  const parse: Parse = (text) => parseAst(text, { lang: 'ts' })
  const steps = [await configured(root, extension, parse)]
  const wanted = platform === null ? [] : await workflows(platform)
  for (const file of [...(await example(extension)), ...wanted]) {
    steps.push(await addFile(root, file))
  }
  return steps
}

function platformOf(ci: string | undefined): Platform | null {
  if (ci === undefined) return null
  const found = PLATFORMS.find((platform) => platform === ci)
  return found ?? invalid('--ci', ci, PLATFORMS.map((each) => `\`${each}\``).join(' or '))
}

/** Node takes `.ts` for a module of ES for sure only where package.json says so. */
function extensionIn(root: string): Extension {
  const manifest = join(root, 'package.json')
  if (!existsSync(manifest)) return '.mts'
  const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown }
  return type === 'module' ? '.ts' : '.mts'
}

/** In the order in which Vitest looks for them. */
const CONFIGS = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
)

async function configured(root: string, extension: Extension, parse: Parse): Promise<Step> {
  const path = CONFIGS.find((name) => existsSync(join(root, name)))
  return path === undefined
    ? await addFile(root, await freshConfig(extension))
    : await addPlugin(root, path, parse)
}

/** For the terminal. */
export function initLines(steps: readonly Step[]): string[] {
  const width = Math.max(...steps.map(({ path }) => path.length))
  const lines = steps.flatMap(({ path, state, lines: own }) => [
    `${path.padEnd(width)}  ${own.length === 0 ? state : `${state}; add this:`}`,
    ...own.map((line) => `    ${line}`),
  ])
  return [...lines, '', 'next: npx vitest bench --run primes']
}
