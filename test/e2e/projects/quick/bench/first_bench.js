import { kernel, test } from 'lanemark'

const double = kernel(new URL('../kernels/double.js', import.meta.url))

test('doubling', async ({ compareModes }) => {
  await compareModes(double, [1, 2, 3], { modes: ['concurrent'], rounds: 6 })
})

test('adding', async ({ bench }) => {
  await bench('sum', () => [1, 2, 3].reduce((sum, item) => sum + item)).run({ time: 30 })
})
