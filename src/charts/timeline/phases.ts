/** One task's life as a row of phases. */
import type { Life } from './life.ts'
import type { Mode } from '../../model.ts'
import { INK, MODE_COLOURS, PART_COLOURS } from '../theme.ts'

export type PhaseKind = 'startup' | 'deserialise' | 'run' | 'serialise' | 'message' | 'idle'

export interface Phase {
  kind: PhaseKind
  /** Milliseconds after the call of `map`. */
  from: number
  to: number
}

/** Names for the legend, in its order; what runs is named by the lanes. */
export const PHASE_NAMES: Record<Exclude<PhaseKind, 'run'>, string> = {
  startup: 'start-up',
  serialise: 'serialise',
  deserialise: 'deserialise',
  message: 'message under way',
  idle: 'idle',
}

export const OVERHEADS = ['startup', 'serialise', 'deserialise', 'message'] as const

/** From leaving the queue until the caller has the result. */
export function phasesOf(trace: Life): Phase[] {
  const decoding = Math.max(trace.replied, trace.done - trace.decode)
  const phases: Phase[] = [
    { kind: 'serialise', from: trace.dispatched, to: trace.sent },
    { kind: 'message', from: trace.sent, to: trace.received },
    { kind: 'startup', from: trace.received, to: trace.loaded },
    { kind: 'deserialise', from: trace.loaded, to: trace.started },
    { kind: 'run', from: trace.started, to: trace.ended },
    { kind: 'serialise', from: trace.ended, to: trace.replied },
    { kind: 'message', from: trace.replied, to: decoding },
    { kind: 'deserialise', from: decoding, to: trace.done },
  ]
  return phases.filter(({ from, to }) => to > from)
}

/** Colour of a phase in a mode's lane. */
export function phaseColour(kind: PhaseKind, mode: Mode): string {
  if (kind === 'run') return MODE_COLOURS[mode]
  return kind === 'idle' ? INK.pale : PART_COLOURS[kind]
}
