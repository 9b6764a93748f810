import { kernel, test } from 'lanemark'

const primes = kernel<typeof import('./kernels/primes.ts')>(
  new URL('./kernels/primes.ts', import.meta.url),
)

test('primes', async ({ compareModes }) => {
  await compareModes(primes, [200_000, 300_000, 400_000, 500_000])
})
