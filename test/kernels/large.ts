export interface Large {
  list: string[]
  act: 'return' | 'return a function' | 'change later' | 'throw' | 'exit'
}

/** Gives back the large value that it was given, or fails with it in hand. */
export default function large({ list, act }: Large): unknown {
  switch (act) {
    case 'return':
      return { list }
    case 'return a function':
      return { list, inner: { call: () => list } }
    case 'change later':
      queueMicrotask(() => list.fill('changed'))
      return { list }
    case 'throw':
      throw new Error('thrown')
    case 'exit':
      return process.exit(7)
  }
}
