/** Stored results that bench files compare with (`bench.from`): git may well ignore them. */
import { lstat, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { ListedFile } from '../arms/arm-protocol.ts'
import { copyFiles } from './copy.ts'

/** `bench.from('before', 'results/before.json')`, as far as the path is written there. */
const FROM = /\bfrom\(\s*[^,()]+,\s*(['"`])([^'"`\n]+)\1/g

/**
 * Gives the sides the results that head's bench files name, where the working tree has them.
 *
 * @param root of the project in the working tree
 * @param sides roots of the project, head's first
 */
export async function copyResults(
  root: string,
  sides: readonly string[],
  benches: readonly ListedFile[],
): Promise<void> {
  const [head = root] = sides
  for (const bench of benches) {
    const text = await readFile(join(head, bench.path), 'utf8')
    const named = [...text.matchAll(FROM)].map(({ 2: path = '' }) => resultPath(bench, path))
    const paths = await missing(head, named)
    for (const side of sides) await copyFiles(root, side, paths)
  }
}

/** Vitest reads it from the root of the bench file's project, with that project's name in it. */
function resultPath({ path, file }: ListedFile, named: string): string {
  const [, project = '', relative = file] = /^\|(.*?)\| (.*)$/s.exec(file) ?? []
  const projectRoot = path.endsWith(relative) ? path.slice(0, path.length - relative.length) : ''
  const name = project.replace(/ ?\(bench\)$/, '')
  return posix.join(projectRoot, named.replaceAll('${projectName}', name))
}

async function missing(side: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => lstat(join(side, path)).catch(() => null)))
  return paths.filter((path, at) => found[at] === null && !path.startsWith('..'))
}
