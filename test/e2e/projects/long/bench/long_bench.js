import { kernel, test } from 'lanemark'

const compute = kernel(new URL('../kernels/compute.js', import.meta.url))
const where = process.env.WHERE

test('is measured before', async ({ bench }) => {
  await bench('sum', () => 1 + 1).run({ time: 0, iterations: 6, warmup: false })
})

test('computes for long', async ({ compareModes }) => {
  await compareModes(compute, [where, where], { workers: 2, rounds: 1 })
})
