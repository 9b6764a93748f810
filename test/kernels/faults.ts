/** Misbehaves in every way that a pool must survive; for `none` it returns. */
export type Fault =
  | 'none'
  | 'throw'
  | 'throw later'
  | 'exit'
  | 'abort'
  | 'crash'
  | 'objects'
  | 'array'
  | 'loop'
  | 'stubborn loop'
  | 'never'
  | 'function'

export default function misbehave(fault: Fault): unknown {
  switch (fault) {
    case 'none':
      return 'behaved'
    case 'throw':
      throw new Error('thrown')
    case 'throw later':
      setTimeout(() => {
        throw new Error('thrown later')
      })
      return forever()
    case 'exit':
      return process.exit(7)
    case 'abort':
      return process.abort()
    case 'crash':
      process.kill(process.pid, 'SIGSEGV')
      return forever()
    case 'objects':
      return fillWithObjects()
    case 'array':
      return growArray()
    case 'stubborn loop':
      process.on('SIGTERM', () => undefined)
      return loop()
    case 'loop':
      return loop()
    case 'never':
      return forever()
    case 'function':
      return { answer: [() => 42] }
  }
}

const forever = (): Promise<never> => new Promise(() => undefined)

function loop(): never {
  for (;;);
}

/** Many objects, none of them large: V8 lets a thread fail alone. */
function fillWithObjects(): never {
  let chain: unknown = null
  for (;;) chain = { chain, numbers: Array.from({ length: 1000 }).fill(chain) }
}

/** One large allocation: V8 gives up the whole process. */
function growArray(): never {
  const array: unknown[] = []
  for (;;) array.push(array.length, 0.5)
}
