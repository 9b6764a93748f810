/**
 * What single choices of the gate brought, measured one at a time while they were made. The figures
 * are of one machine and one day; the recordings beside this page were made with all of them.
 */
import { code, say, type Inline } from '../../src/text/inline.ts'
import { paragraph, table, type Section } from '../../src/text/view.ts'

interface Choice {
  choice: Inline
  /** Where it is made, in `src/gate/`. */
  file: string
  kernel: string
  /** How far medians of pairs scattered, or single pairs where that is said. */
  without: string
  with: string
}

const CHOICES: readonly Choice[] = [
  {
    choice: say`one core for all arms, instead of whichever is free`,
    file: 'machine/measuring-core.ts',
    kernel: 'large integers; asynchronous',
    without: '10 %; 0.30 %',
    with: '1.1 %; 0.27 %',
  },
  {
    choice: say`the core never idle (single pairs)`,
    file: 'machine/awake.ts',
    kernel: 'large integers',
    without: '0.8 %',
    with: '0.5 %',
  },
  {
    choice: say`the same addresses and hashes in both arms`,
    file: 'machine/addresses.ts',
    kernel: 'JSON; large integers',
    without: '1.2 %; 0.8 %',
    with: '0.5 %; 0.15 %',
  },
  {
    choice: say`the young generation at its full size from the start`,
    file: 'arms/flags.ts',
    kernel: 'large integers',
    without: '4.3 %',
    with: '1.5 %',
  },
  {
    choice: say`a hundred pairs of 2 ms, instead of twenty of 10 ms`,
    file: 'block/pairs.ts',
    kernel: 'array; one that allocates',
    without: '0.74 %; 1.93 %',
    with: '0.10 %; 0.86 %',
  },
  {
    choice: say`40 slices of a pool by their fastest makespan, instead of 200 makespans in twice the time`,
    file: 'block/pairs.ts',
    kernel: 'makespans',
    without: '1.9 %',
    with: '1.5 %',
  },
  {
    choice: say`80 rounds: 25, 50, 100 and 200 were alike`,
    file: 'arguments.ts',
    kernel: 'JSON; large integers',
    without: '1.2 %; 0.26 %',
    with: '1.2 %; 0.23 %',
  },
]

/** A row for each choice. */
export function choicesSection(): Section {
  const titles = [say`choice`, say`made in`, say`kernel`, say`without`, say`with`]
  const rows = CHOICES.map((each): Inline[] => [
    each.choice,
    [code(`src/gate/${each.file}`)],
    [each.kernel],
    [each.without],
    [each.with],
  ])
  return {
    title: say`What single choices brought`,
    blocks: [
      paragraph(say`How far the medians of pairs of fresh processes scattered (12 to 20 pairs each, in turns),
        without and with what the gate does about it. Head with other text that does the same work
        still read 0.0 to 0.3 % beside base: what lies where differs between two versions of the code.`),
      table(titles, [3, 4], rows),
    ],
    sections: [],
  }
}
