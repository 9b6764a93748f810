/** What a worker spends its time on besides tasks: names and colours. */
import type { Mode } from '../../model.ts'
import { MODE_LOOKS, PART_COLOURS } from '../theme.ts'
import type { Kind } from './bars.ts'

export const OVERHEADS = ['startup', 'serialise', 'deserialise', 'message'] as const

/** Names for the legend; what runs is named by the lanes. */
export const NAMES: Record<(typeof OVERHEADS)[number], string> = {
  startup: 'start-up',
  serialise: 'serialise',
  deserialise: 'deserialise',
  message: 'message under way',
}

/** Colour in a mode's lane. */
export const colourOf = (kind: Kind, mode: Mode): string =>
  kind === 'run' ? MODE_LOOKS[mode].colour : PART_COLOURS[kind]
