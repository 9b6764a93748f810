/** How many of a comparison's tasks its report's file holds: all, or as many as there is room for. */
import { layout } from '../json/json-text.ts'
import type { Reference } from '../model.ts'
import { eachColumn, type Columnar } from './columns.ts'
import type { CaseData, ComparisonData } from './schema.ts'

/** Room for a comparison, characters of JSON. */
export const ROOM = 200_000

/** A file indents what it holds. */
const INDENT = ' '.repeat(4)

/**
 * The comparison as it is where there is room for all of its tasks, else with every second one, every
 * third one …: about as many as there is room for, one at least. What is not of single tasks stays.
 */
export function sampled(comparison: ComparisonData): ComparisonData {
  let kept = comparison
  while (sizeOf(kept) > ROOM && kept.sample.every < kept.sample.of)
    kept = withEvery(thinner(kept), comparison)
  return kept
}

const sizeOf = (comparison: ComparisonData): number => layout(comparison, INDENT).length

/** What is not of single tasks does not shrink, so that the first step may be too short. */
const thinner = (kept: ComparisonData): number =>
  Math.min(kept.sample.of, Math.ceil((kept.sample.every * sizeOf(kept)) / ROOM))

function withEvery(every: number, comparison: ComparisonData): ComparisonData {
  const { sample, tasks, cases, references } = comparison
  const places = Array.from({ length: Math.ceil(sample.of / every) }, (_, k) => k * every)
  return {
    ...comparison,
    sample: { ...sample, every },
    tasks: rowsAt(tasks, places),
    cases: cases.map((each) => caseAt(each, places)),
    references: references.map((each) => referenceAt(each, places)),
  }
}

/** The times of these tasks, and the trips that they were on. */
function caseAt(case_: CaseData, places: readonly number[]): CaseData {
  const { trips, times } = case_
  const of = times === null ? tripsBySpan(trips, places) : places.map((place) => times.trip[place]!)
  const kept = [...new Set(of)].toSorted((a, b) => a - b)
  const standing = new Map(kept.map((trip, index) => [trip, index]))
  const own = times === null ? null : rowsAt(times, places)
  return {
    ...case_,
    trips: rowsAt(trips, kept),
    times: own === null ? null : { ...own, trip: own.trip.map((trip) => standing.get(trip)!) },
  }
}

/** Where no task has a time of its own: a trip is of the tasks from its first one on. */
const tripsBySpan = ({ first, count }: CaseData['trips'], places: readonly number[]): number[] =>
  [...first.keys()].filter((trip) =>
    places.some((place) => place >= first[trip]! && place < first[trip]! + count[trip]!),
  )

/** What a reference says of single tasks, as far as it does. */
function referenceAt(reference: Reference, places: readonly number[]): Reference {
  const modes = Object.entries(reference.modes).map(([mode, own]) => [
    mode,
    { ...own, lines: at(own.lines, places) },
  ])
  return {
    ...reference,
    modes: Object.fromEntries(modes) as Reference['modes'],
    digests: at(reference.digests, places),
  }
}

/** A list may be shorter than that of the tasks. */
const at = <Value>(list: readonly Value[], places: readonly number[]): Value[] =>
  places.filter((place) => place < list.length).map((place) => list[place]!)

const rowsAt = <Columns extends Columnar>(table: Columns, places: readonly number[]): Columns =>
  eachColumn(table, (column) => at(column, places))
