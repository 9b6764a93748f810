/** Which functions are slower in a job, and by how much: fixed by the job's number alone. Pure. */
import { seededRandom, shuffle } from '../../src/stats/random.ts'
import { units } from './project/src/units.ts'

/** Exact extra work of head, per cent. */
export const SIZES = [2, 3, 5, 8] as const

/** The functions' names, as their benchmarks have them. */
export const FUNCTIONS = Object.keys(units)

/** By function: per cent of extra work in head; 0 is identical code. */
export type Truth = ReadonlyMap<string, number>

/**
 * Every other job is wholly identical; in the others one function of each size is slower. Over twelve
 * of those every function has had every size once, in company that changes from twelve to twelve.
 */
export function truthOf(job: number): Truth {
  const slower = job % 2 === 0 ? new Map<string, number>() : slowerOnes((job - 1) / 2)
  return new Map(FUNCTIONS.map((name) => [name, slower.get(name) ?? 0]))
}

function slowerOnes(turn: number): Map<string, number> {
  const many = FUNCTIONS.length
  const order = shuffle(FUNCTIONS, seededRandom(Math.floor(turn / many)))
  const apart = many / SIZES.length
  return new Map(SIZES.map((size, index) => [order[(turn + index * apart) % many]!, size]))
}

/** The units that base's text gives each function, and with the extra work those of head. */
export function withExtraWork(text: string, truth: Truth): string {
  return [...truth].reduce((changed, [name, more]) => {
    const line = new RegExp(`^( {2}'?${name}'?: )(\\d+),$`, 'm')
    if (!line.test(changed)) throw new Error(`there are no units of ${name}`)
    return changed.replace(line, (_, key: string, own: string) => `${key}${grown(own, more)},`)
  }, text)
}

/** Never rounded: what is not exact is not known. */
function grown(own: string, more: number): number {
  const exact = (Number(own) * (100 + more)) / 100
  if (Number.isInteger(exact)) return exact
  throw new Error(`${more} % more than ${own} is no whole number of units`)
}
