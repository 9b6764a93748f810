/** Tasks that leave a line in a file each time they run, so that a test knows how often each did. */
import { appendFileSync, existsSync } from 'node:fs'

export interface Entry {
  file: string
  name: string
  act:
    | 'return'
    | 'throw'
    | 'exit'
    | 'crash'
    | 'loop'
    | 'never'
    | 'function'
    | 'throw late'
    | 'throw when told'
}

export default function journal({ file, name, act }: Entry): unknown {
  appendFileSync(file, `${name}\n`)
  switch (act) {
    case 'return':
      return name
    case 'throw':
      throw new Error(`${name} failed`)
    case 'exit':
      return process.exit(7)
    case 'crash':
      return process.kill(process.pid, 'SIGKILL')
    case 'loop':
      for (;;);
    case 'never':
      return new Promise(() => undefined)
    case 'function':
      return () => name
    case 'throw when told':
      throwOnceThereIs(`${file}.told`, name)
      return name
    case 'throw late':
      setTimeout(() => {
        throw new Error(`${name} failed late`)
      })
      return name
  }
}

/** Nobody can know how long it takes until a caller has its result, so the caller says when. */
function throwOnceThereIs(file: string, name: string): void {
  setInterval(() => {
    if (existsSync(file)) throw new Error(`${name} failed late`)
  }, 5)
}
