import type { GateRules } from '../model/facts.ts'

/**
 * The default procedure. `validation/simulate.ts` gives its error rates and power on synthetic
 * machines, `reports/gate-validation.md` on recorded blocks; where it departs from a plain "eight
 * blocks, then twenty, each with a third arm":
 * - eight third arms are a second base in eight blocks, and leave room for more benchmarks: more
 *   blocks narrow an interval by more than more arms in each;
 * - what stage 1 leaves open (interval reaching beyond the margin) goes on as well, so that the
 *   screen costs noisy benchmarks no power, and few of them end inconclusive;
 * - whom stage 1 found slower takes four times the share of alpha of the others, since it is there
 *   that regressions are;
 * - stage 2 has as many blocks as stage 1's spread asks for: twenty suffice for a block spread of
 *   0.5 %, and catch a 2 % slowdown in half of the runs only where it is 1.5 %. Stage 1's data are
 *   not part of the test, so this choice costs no alpha (Stein, "A two-sample test ... whose power
 *   is independent of the variance", 1945).
 */
export const DEFAULT_RULES: GateRules = {
  margin: 0.01,
  alpha: 0.01,
  confidence: 0.95,
  screen: { blocks: 8, slower: 0.1, faster: 0.05 },
  test: { least: 20, most: 120, control: 8, power: 0.95, favour: 4, caution: 1.5 },
  drop: { stolen: 0.25, capacity: 0.5 },
  detectable: { power: 0.8, replays: 1000, seed: 1 },
}

const share = (value: number): boolean => value > 0 && value < 1
const count = (value: number, least: number): boolean => Number.isInteger(value) && value >= least

/**
 * Rules that make sense, or an error: a gate with alpha 5 or minus one block must not run.
 *
 * @returns the rules given
 * @throws {RangeError} naming the first number that is out of its range
 */
export function checkedRules(rules: GateRules): GateRules {
  const { screen, test, detectable } = rules
  const checks: [string, boolean, string][] = [
    ['margin', rules.margin >= 0 && rules.margin < 1, 'from 0 to below 1'],
    ['alpha', share(rules.alpha), 'between 0 and 1'],
    ['confidence', share(rules.confidence), 'between 0 and 1'],
    ['screen.blocks', count(screen.blocks, 1), 'a whole number from 1'],
    ['screen.slower', share(screen.slower), 'between 0 and 1'],
    ['screen.faster', share(screen.faster), 'between 0 and 1'],
    ['test.least', count(test.least, 1), 'a whole number from 1'],
    ['test.most', count(test.most, test.least), 'a whole number from test.least'],
    ['test.control', count(test.control, 0), 'a whole number from 0'],
    ['test.favour', test.favour >= 1, 'at least 1'],
    ['test.power', share(test.power), 'between 0 and 1'],
    ['test.caution', test.caution >= 1 && test.caution < 10, 'from 1 to below 10'],
    ['drop.stolen', rules.drop.stolen > 0 && rules.drop.stolen <= 1, 'from above 0 to 1'],
    ['drop.capacity', rules.drop.capacity >= 0 && rules.drop.capacity < 1, 'from 0 to below 1'],
    ['detectable.power', share(detectable.power), 'between 0 and 1'],
    ['detectable.replays', count(detectable.replays, 1), 'a whole number from 1'],
    ['detectable.seed', Number.isSafeInteger(detectable.seed), 'a whole number'],
  ]
  const wrong = checks.find(([, right]) => !right)
  if (wrong) throw new RangeError(`the gate's rule ${wrong[0]} must be ${wrong[2]}`)
  return rules
}

/** The margin on the scale of changes. */
export const logMargin = ({ margin }: Pick<GateRules, 'margin'>): number => Math.log1p(margin)
