import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { helpersOf } from '../../../src/gate/sides/helpers.ts'

async function project(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lanemark-helpers-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

const helpers = async (
  files: Record<string, string>,
  bench: string,
  kept: string[] = [],
): Promise<string[]> => (await helpersOf(await project(files), bench, kept)).toSorted()

test('what a bench file imports from its folder, directly or not, however it is written', async () => {
  const files = {
    'pkg/bench/deep/a.bench.ts': `import { size } from '../inputs'
import './setup.js'
const lazy = () => import("./lazy.mts")
import { sum } from '../../src/sum.ts'
import 'elsewhere'`,
    'pkg/bench/inputs/index.ts': `export * from './sizes'`,
    'pkg/bench/inputs/sizes.ts': `import '../deep/a.bench.ts'`,
    'pkg/bench/deep/setup.ts': '',
    'pkg/bench/deep/lazy.mts': `import './missing.ts'`,
    'pkg/bench/unused.ts': '',
    'pkg/src/sum.ts': '',
  }
  expect(await helpers(files, 'pkg/bench/deep/a.bench.ts')).toEqual([
    'pkg/bench/deep/lazy.mts',
    'pkg/bench/deep/setup.ts',
    'pkg/bench/inputs/index.ts',
    'pkg/bench/inputs/sizes.ts',
  ])
})

test('not what is under test: kernels with what they import, what is named, what lies elsewhere', async () => {
  const files = {
    'bench/a.bench.ts': `import { impl } from './impl/a.ts'
import { shared } from './shared.ts'
import { helper } from './helper.ts'
const k = kernel(new URL('./kernels/k.ts', import.meta.url))`,
    'bench/kernels/k.ts': `import { shared } from '../shared.ts'`,
    'bench/shared.ts': '',
    'bench/impl/a.ts': '',
    'bench/helper.ts': '',
  }
  expect(await helpers(files, 'bench/a.bench.ts', ['bench/impl'])).toEqual(['bench/helper.ts'])
  expect(await helpers(files, 'bench/a.bench.ts', ['bench/impl/', './bench/helper.ts'])).toEqual([])
})

test('a bench file beside its sources has none', async () => {
  const files = { 'src/sum.bench.ts': `import { sum } from './sum.ts'`, 'src/sum.ts': '' }
  expect(await helpers(files, 'src/sum.bench.ts')).toEqual([])
})
