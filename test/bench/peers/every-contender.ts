/** Runs every contender once; ends when nothing of them is left. */
import { CONTENDERS } from '../../../bench/peers/contenders/index.ts'

const work = {
  module: new URL('../../../bench/kernels/echo.ts', import.meta.url).href,
  name: 'echo',
  hand: { chunk: 2, ahead: 1 },
  timed: false,
}

for (const contender of CONTENDERS) {
  const running = await contender.open([work], 2)
  const results = await running.run(work, [1, 2, 3])
  await running.close()
  process.stdout.write(`${contender.name}: ${results.join()}\n`)
}
