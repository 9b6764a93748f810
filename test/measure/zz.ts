import { Bench } from 'tinybench'
import { interleave } from '../../src/measure/interleave.ts'
import { stopwatch } from '../../src/measure/stopwatch.ts'
import { seededRandom } from '../../src/stats/random.ts'
const fn = () => [1, 2, 3].reduce((s, i) => s + i)
for (let k = 0; k < 4; k++) {
  for (const name of ['stock', 'stopwatch']) {
    const t = performance.now()
    const clocks = name === 'stock' ? {} : { timestampProvider: stopwatch(new Bench().timestampProvider).provider }
    const b = new Bench({ time: 20, warmupTime: 5, ...clocks }); b.add('a', fn, { async: false }); await b.run()
    const wall = performance.now() - t
    console.log(name.padEnd(10), (wall * 1000 / b.tasks[0]!.runs).toFixed(2), 'us/iter', b.tasks[0]!.runs, ((b.tasks[0]!.result as any).latency.p50 * 1e6).toFixed(1), 'ns', ((b.tasks[0]!.result as any).latency.min * 1e6).toFixed(1))
  }
  const t = performance.now()
  const r = await interleave({ tasks: [{ name: 'a', fn, options: { async: false } }], options: { time: 20, warmupTime: 5 }, slice: 20, random: seededRandom(1) })
  const wall = performance.now() - t
  console.log('ours'.padEnd(10), (wall * 1000 / r.tasks[0]!.runs).toFixed(2), 'us/iter', r.tasks[0]!.runs, ((r.tasks[0]!.result as any).latency.p50 * 1e6).toFixed(1), 'ns', ((r.tasks[0]!.result as any).latency.min * 1e6).toFixed(1))
}
