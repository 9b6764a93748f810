/** One benchmark for each of the recording's subjects, in an order that the block's seed fixes. */
import { createHash } from 'node:crypto'
import { kernel, test } from 'lanemark'
import { SUBJECTS, titleOf } from '../../model.ts'
import type { Subject } from '../../model.ts'
import { array } from '../src/array.ts'
import { async } from '../src/async.ts'
import { document } from '../src/document.ts'
import { json } from '../src/json.ts'
import { unitsFor } from '../src/units.ts'

/** Each makes a function of its own for so many units. */
const plain = { document, array, json, async }

const steps = kernel<typeof import('../src/steps.ts')>(new URL('../src/steps.ts', import.meta.url))

/** Tasks of a pool, and steps of each task for one unit. */
const TASKS = 4
const STEPS = 22_000

function define(subject: Subject): void {
  const title = titleOf(subject)
  const units = unitsFor(subject.effect)
  const { kernel: name } = subject
  if (name === 'threads' || name === 'processes') {
    const inputs = Array.from({ length: TASKS }, () => STEPS * units)
    test(title, async ({ compareModes }) => {
      await compareModes(steps, inputs, { modes: [name], workers: 2 })
    })
  } else {
    const fn = plain[name](units)
    test(title, async ({ bench }) => {
      await bench(title, fn).run()
    })
  }
}

/** The same in all arms of a block. */
const seed = process.env['LANEMARK_SEED'] ?? ''

const place = (subject: Subject): string =>
  createHash('sha256')
    .update(`${seed} ${titleOf(subject)}`)
    .digest('hex')

for (const subject of SUBJECTS.toSorted((one, other) => (place(one) < place(other) ? -1 : 1))) {
  define(subject)
}
