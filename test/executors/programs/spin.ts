/** Keeps two processes busy for ever, at the meeting point whose port is the argument. */
import { processes } from '../../../src/index.ts'
import { spin } from '../../kernels/index.ts'

const [port] = process.argv.slice(2).map(Number)
if (port === undefined) throw new Error('no port')
await processes({ workers: 2 }).map(spin, [
  { port, name: 'a' },
  { port, name: 'b' },
])
