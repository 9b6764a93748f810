import { fileURLToPath, pathToFileURL } from 'node:url'
import { kernel, test } from 'lanemark'

const file = fileURLToPath(import.meta.url).replace(/bench.there\.bench\.js$/, 'kernels/double.js')

test('comparing', async ({ compareModes }) => {
  await compareModes(kernel(pathToFileURL(file).href), [1, 2], { modes: ['concurrent'], rounds: 1 })
})

test('naming', () => {
  // in a browser’s environment this is an address of Vite’s server
  kernel(new URL('../kernels/double.js', import.meta.url))
})
