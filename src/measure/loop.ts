/**
 * The loops that call a function many times between two readings of the clock. Each function gets a
 * loop that is compiled for it alone: in a shared one the compiler would meet many functions at one
 * call site, inline none of them, and every benchmark would pay for those before it. The value of
 * every call is used, so that a call cannot be dropped as dead code when its function returns what
 * it computed. Calls are not written out several times in a row: the compiler would merge them.
 */

export type SyncLoop = (calls: number) => unknown
export type AsyncLoop = (calls: number) => Promise<unknown>

/** Makes each source another one: V8 shares what it learnt between functions of equal source. */
let made = 0

const source = (call: string): string => {
  made += 1
  return `// loop ${made}
let value
do value = ${call}
while (--calls > 0)
return value`
}

const AsyncFunction = (async () => {}).constructor as FunctionConstructor

/** @returns calls `fn` at least once and gives what the last call returned */
export function syncLoop(fn: () => unknown): SyncLoop {
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the reason is at the top
  const loop = new Function('fn', 'calls', source('fn()')) as (
    fn: () => unknown,
    calls: number,
  ) => unknown
  return (calls) => loop(fn, calls)
}

/** The same with `await` for each call. */
export function asyncLoop(fn: () => unknown): AsyncLoop {
  const loop = new AsyncFunction('fn', 'calls', source('await fn()')) as unknown as (
    fn: () => unknown,
    calls: number,
  ) => Promise<unknown>
  return (calls) => loop(fn, calls)
}
