/** The inputs that were asked for, in the process that compares: values of any kind can be made there. */
import { LanemarkError } from '../../findings.ts'
import { kindOf } from '../../text/describe.ts'
import { unloadable } from '../../worker/unloadable.ts'
import type { AskedInputs } from './asked.ts'

/** @throws {LanemarkError} `inputs-unreadable` */
export async function inputsFrom(inputs: AskedInputs): Promise<Iterable<unknown>> {
  if (inputs.kind === 'values') return inputs.values
  const exported = await exportOf(inputs)
  const made = typeof exported === 'function' ? await called(exported, inputs.from) : exported
  const isMany = typeof made === 'object' && made !== null && Symbol.iterator in made
  if (isMany) return made as Iterable<unknown>
  return refuse(
    inputs.from,
    `it is ${kindOf(made)}; inputs are an array, or a function that makes one`,
  )
}

async function exportOf({ from, url, name }: Extract<AskedInputs, { kind: 'module' }>) {
  const module = await load(url, from)
  const names = Object.keys(module)
  const wanted = name === '' ? soleName(names) : name
  if (wanted in module) return module[wanted]
  const there = names.map((each) => `\`${each}\``).join(', ') || 'nothing'
  return refuse(from, `its module has no export \`${wanted}\`; it exports ${there}`)
}

/** As with kernels: the default export, or the only one. */
const soleName = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? 'default') : 'default'

async function load(url: string, from: string): Promise<Record<string, unknown>> {
  try {
    return await import(/* @vite-ignore */ url)
  } catch (cause) {
    const { reason, at, instead } = unloadable(url, cause)
    const place = at === null ? '' : ` (at ${at})`
    return refuse(from, `${reason}${place}${instead === null ? '' : `; ${instead}`}`, cause)
  }
}

async function called(make: unknown, from: string): Promise<unknown> {
  try {
    return await (make as () => unknown)()
  } catch (cause) {
    return refuse(from, `it threw ${String(cause)}`, cause)
  }
}

function refuse(from: string, reason: string, cause?: unknown): never {
  throw new LanemarkError({ code: 'inputs-unreadable', what: 'inputs', from, reason }, { cause })
}
