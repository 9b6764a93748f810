import { kernel, test } from 'lanemark'

const times = kernel(new URL('../kernels/times.js', import.meta.url))

test('times', async ({ compareModes }) => {
  const { results } = await compareModes(times, [1, 2], { modes: ['concurrent'], rounds: 1 })
  process.stdout.write(`results: ${results.join(' ')}\n`)
})
