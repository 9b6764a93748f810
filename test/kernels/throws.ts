/** Throws in every way that JavaScript has; for an unknown way it returns. */
class QuotaError extends Error {
  override readonly name = 'QuotaError'
  readonly limit = 3
  readonly details = { used: 5n, tags: new Set(['a']) }
}

export type Way = 'error' | 'class' | 'cause' | 'aggregate' | 'list' | 'text' | 'nothing' | 'object'

export default function throws(way: Way | 'none'): string {
  switch (way) {
    case 'error':
      throw new RangeError('out of range')
    case 'class':
      throw new QuotaError('too much')
    case 'cause':
      throw new Error('outer', { cause: new TypeError('inner', { cause: 'root' }) })
    case 'aggregate':
      throw new AggregateError([new Error('first'), 'second'], 'several')
    case 'list':
      throw Object.assign(new Error('two issues'), { errors: ['no name', 'no age'] })
    case 'text':
      // oxlint-disable-next-line typescript/only-throw-error
      throw 'a text'
    case 'nothing':
      // oxlint-disable-next-line typescript/only-throw-error
      throw undefined
    case 'object':
      // oxlint-disable-next-line typescript/only-throw-error
      throw { code: 7 }
    case 'none':
      return 'returned'
  }
}
