/** Misbehaves in one mode, and answers in the others. */
import { mode } from './mode.js'

class QuotaError extends RangeError {
  name = 'QuotaError'
  code = 'E_QUOTA'
  detail = { limit: 3 }
}

const ACTS = {
  throw() {
    throw new QuotaError('too many', { cause: new TypeError('the inner reason') })
  },
  reject: () => Promise.reject(new QuotaError('too many', { cause: 'a plain cause' })),
  'throw a text': () => {
    throw 'only a text'
  },
  exit: () => process.exit(7),
  abort: () => process.abort(),
  crash() {
    process.kill(process.pid, 'SIGSEGV')
    return new Promise(() => {})
  },
  'many objects'() {
    let chain = null
    for (;;) chain = { chain, numbers: Array.from({ length: 1000 }, () => chain) }
  },
  'one array'() {
    const array = []
    for (;;) array.push(array.length, 0.5)
  },
  loop() {
    for (;;);
  },
  never: () => new Promise(() => {}),
}

export default function faulty({ act, where }) {
  return where === mode() ? ACTS[act]() : 'answer'
}
