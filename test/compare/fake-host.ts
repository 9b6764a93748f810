/**
 * Surroundings of a comparison without Vitest and tinybench: rounds in a row, everything noted, on a
 * machine that always delivers its cores.
 */
import type { Host, RoundSettings } from '../../src/compare/host.ts'
import type { Progress } from '../../src/measure/channel.ts'

export interface FakeHost extends Host {
  /** What the comparison asked for; null until its rounds begin. */
  asked: (RoundSettings & { seed: number }) | null
  progressed: Progress[]
  /** Called before each counted turn. */
  onTurn: (round: number, label: string) => void
}

export function fakeHost(
  parts: Partial<Pick<Host, 'seed' | 'signal' | 'timeLeft' | 'openMeter'>> = {},
): FakeHost {
  const host: FakeHost = {
    name: 'suite > test',
    seed: 5,
    signal: new AbortController().signal,
    timeLeft: () => Infinity,
    nameModule: (url) => `kernels/${url.split('/').at(-1)}`,
    asked: null,
    progressed: [],
    onTurn: () => undefined,
    progress: async (progress) => void host.progressed.push(progress),
    openMeter: async (workers) => ({
      workers,
      measure: async () => ({ capacity: workers, pace: 1 }),
      close: async () => undefined,
    }),
    async rounds(cases, settings, plan) {
      host.asked = { ...settings, seed: plan.seed }
      if (settings.warmup > 0) {
        for (const one of cases) one.begin('warmup')
        for (const one of cases) await one.run()
      }
      for (const one of cases) one.begin('run')
      // always backwards, so that it can be told from the order of the first pass
      const labels = cases.map(({ label }) => label).toReversed()
      const order: string[][] = []
      while (order.length < settings.rounds && (order.length === 0 || plan.goesOn())) {
        const round = order.push(labels) - 1
        for (const one of cases.toReversed()) {
          host.onTurn(round, one.label)
          await plan.before({ round, name: one.label })
          await one.run()
        }
      }
      plan.measured({
        order,
        warmup: { duration: settings.warmup, rounds: settings.warmup > 0 ? 1 : 0 },
      })
    },
    ...parts,
  }
  return host
}
