/** A program that uses machines and forgets to close; `node forgetful.ts <server> <group> <ms>`. */
import { kernel } from '../../../src/index.ts'
import { machines } from '../../../src/machines/machines.ts'

const [servers = '', group = '', ms = '1'] = process.argv.slice(2)
const slow = kernel<(ms: number) => Promise<number>>(
  new URL('../kernels/work.ts', import.meta.url),
  'slow',
)
process.stdout.write('calling\n')
const pids = await machines({ servers, group }).map(slow, [Number(ms), Number(ms)])
process.stdout.write(`${pids.length} results\n`)
