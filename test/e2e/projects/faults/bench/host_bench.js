/** A thread that takes its whole process along: nobody is left there who could say so. */
import { kernel, test } from 'lanemark'

const faulty = kernel(new URL('../kernels/faulty.js', import.meta.url))

test('abort in threads', async ({ compareModes }) => {
  const inputs = [{ act: 'nothing' }, { act: 'abort', where: 'threads' }]
  await compareModes(faulty, inputs, { modes: ['threads'], workers: 2, rounds: 1 })
})
