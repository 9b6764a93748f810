/** One benchmark for each of the recording's subjects, in an order that the block's seed fixes. */
import { createHash } from 'node:crypto'
import { kernel, test } from 'lanemark'
import { SUBJECTS, titleOf } from '../../model.ts'
import type { Kernel, Subject } from '../../model.ts'
import { unitsFor } from '../src/units.ts'

type Pool = 'threads' | 'processes'

/** Tasks of a pool, and steps of each task for one unit. */
const TASKS = 4
const STEPS = 5000

const steps = (folder: string) =>
  kernel<typeof import('../src/steps.ts')>(new URL(`${folder}/steps.ts`, import.meta.url))

async function define(subject: Subject): Promise<void> {
  const title = titleOf(subject)
  const folder = subject.twin === 'reworded' ? '../src/reworded' : '../src'
  const units = unitsFor(subject.effect)
  const { kernel: name } = subject
  if (name === 'threads' || name === 'processes') {
    const inputs = Array.from({ length: TASKS }, () => STEPS * units)
    test(title, async ({ compareModes }) => {
      await compareModes(steps(folder), inputs, { modes: [name], workers: 2 })
    })
  } else {
    const url = new URL(`${folder}/${name}.ts?${encodeURIComponent(title)}`, import.meta.url)
    const fn = (await maker(name, url))(units)
    test(title, async ({ bench }) => {
      await bench(title, fn).run()
    })
  }
}

/** Makes a function that does so many units of work. */
type Maker = (units: number) => () => unknown

/**
 * Each subject has the kernel's module to itself. Sharing it, they would share what V8 has learnt
 * about it, and the third arm, which runs fewer of them, would lag behind.
 */
async function maker(name: Exclude<Kernel, Pool>, url: URL): Promise<Maker> {
  const module = (await import(url.href)) as Record<typeof name, Maker>
  return module[name]
}

/** The same in all arms of a block. */
const seed = process.env['LANEMARK_SEED'] ?? ''

const place = (subject: Subject): string =>
  createHash('sha256')
    .update(`${seed} ${titleOf(subject)}`)
    .digest('hex')

for (const subject of SUBJECTS.toSorted((one, other) => (place(one) < place(other) ? -1 : 1))) {
  await define(subject)
}
