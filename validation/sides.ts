/** The recorded project twice, side by side; only head does the extra work, and has other text. */
import { rmSync } from 'node:fs'
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const checkout = fileURLToPath(new URL('../', import.meta.url))

export interface Sides {
  /** Paths of equal length. */
  roots: Record<'base' | 'head', string>
  /** Removes all of it. */
  remove: () => Promise<void>
  /** The same where there is no time to wait. */
  removeNow: () => void
}

export async function layOutSides(): Promise<Sides> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'lanemark-validation-')))
  const options = { recursive: true, force: true, maxRetries: 3 }
  const sides: Sides = {
    roots: { base: join(folder, 'base'), head: join(folder, 'head') },
    remove: () => rm(folder, options),
    removeNow: () => rmSync(folder, options),
  }
  try {
    // the bench file finds it next to its project, as it does here
    await copyFile(join(here, 'model.ts'), join(folder, 'model.ts'))
    for (const root of Object.values(sides.roots)) await layOutSide(root)
    await addExtraWork(sides.roots.head)
    await reword(sides.roots.head)
    return sides
  } catch (error) {
    await sides.remove()
    throw error
  }
}

/** The project with this checkout's Vitest, and this checkout itself as its lanemark. */
async function layOutSide(root: string): Promise<void> {
  await cp(join(here, 'project'), root, { recursive: true })
  await mkdir(reworded(root))
  for (const name of KERNEL_FILES)
    await copyFile(join(root, 'src', name), join(reworded(root), name))
  // here it would part the bench file from this checkout's own types
  await writeFile(join(root, 'package.json'), `${JSON.stringify(MANIFEST)}\n`)
  await mkdir(join(root, 'node_modules'))
  await symlink(join(checkout, 'node_modules/vitest'), join(root, 'node_modules/vitest'))
  await symlink(checkout, join(root, 'node_modules/lanemark'))
}

/** Modules of their own for the benchmarks whose text differs. */
const reworded = (root: string): string => join(root, 'src/reworded')

const KERNEL_FILES = ['document.ts', 'array.ts', 'json.ts', 'async.ts', 'steps.ts']

/** Functions before the kernel, called once: its own code is then elsewhere in memory. */
async function reword(head: string): Promise<void> {
  const functions = Array.from(
    { length: 7 },
    (_, index) => `function before${index}(x: number): number {
  let total = x
  for (let step = 0; step < ${index + 3}; step += 1) total += step * ${index + 1}
  return total
}
if (before${index}(1) < 1) throw new Error('never')
`,
  )
  for (const name of KERNEL_FILES) {
    const path = join(reworded(head), name)
    await writeFile(path, functions.join('') + (await readFile(path, 'utf8')))
  }
}

const MANIFEST = { name: 'validation', private: true, type: 'module' }

const SAME = 'extra: false'
const MORE = 'extra: true'

async function addExtraWork(head: string): Promise<void> {
  const path = join(head, 'src/side.ts')
  const text = await readFile(path, 'utf8')
  if (!text.includes(SAME)) throw new Error(`${path} does not say \`${SAME}\``)
  await writeFile(path, text.replace(SAME, MORE))
}
