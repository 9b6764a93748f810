import { kernel, test } from 'lanemark'

const compute = kernel(new URL('../kernels/compute.js', import.meta.url))
const where = process.env.WHERE

test('computes for long', async ({ compareModes }) => {
  await compareModes(compute, [where, where], { workers: 2, rounds: 1 })
})
