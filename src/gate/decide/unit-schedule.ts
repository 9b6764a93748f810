import { type Random, shuffle } from '../../stats/random.ts'
import type { ScheduledUnit, TestPart } from '../model/plans.ts'

/** `count` of the numbers 0 to `of - 1`, evenly spread. */
const spreadOut = (count: number, of: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * of) / count))

/**
 * Which units are in which block of stage 2, and which of them with the third arm. Parts are spread
 * evenly over the whole stage, so that no unit is done before another starts and a slow drift of
 * the machine meets all alike. Third arms share their blocks, which are evenly spread too, since
 * each costs a start-up.
 *
 * @param parts of a test plan; at least as many blocks as third arms each
 * @param random fixes the order within each block
 * @returns one list a block
 */
export function scheduleTest(parts: readonly TestPart[], random: Random): ScheduledUnit[][] {
  const length = Math.max(0, ...parts.map(({ blocks }) => blocks))
  const shared = spreadOut(Math.max(0, ...parts.map(({ controls }) => controls)), length)
  const plain = Array.from({ length }, (_, block) => block).filter(
    (block) => !shared.includes(block),
  )
  const blocks: ScheduledUnit[][] = Array.from({ length }, () => [])
  for (const { unit, blocks: count, controls } of parts) {
    const withThird = spreadOut(controls, shared.length).map((index) => shared[index]!)
    const free = [...plain, ...shared.filter((block) => !withThird.includes(block))]
    const rest = free.toSorted((a, b) => a - b)
    for (const block of withThird) blocks[block]!.push({ unit, control: true })
    for (const index of spreadOut(count - controls, rest.length)) {
      blocks[rest[index]!]!.push({ unit, control: false })
    }
  }
  return blocks.map((block) => shuffle(block, random))
}
