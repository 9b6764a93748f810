/** Where the texts of a picture stand. */
import { expect } from 'vitest'
import { textWidth } from '../../src/charts/text.ts'
import type { Element } from './xml.ts'

export interface Place {
  text: string
  left: number
  right: number
  y: number
  size: number
}

/** Where a text stands; readers' fonts are narrower than the estimate, hardly ever wider. */
export function placeOf({ attributes, text, ...group }: Element): Place {
  const size = Number.parseFloat(attributes['font-size'] ?? '')
  const width = textWidth(text.replace(/&\w+;/g, '&'), size)
  const x = group.x + Number(attributes['x'])
  const y = group.y + Number(attributes['y'])
  const anchor = attributes['text-anchor']
  const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x
  return { text, left, right: left + width, y, size }
}

const touch = (one: Place, other: Place): boolean =>
  one.left < other.right &&
  other.left < one.right &&
  Math.abs(one.y - other.y) < Math.min(one.size, other.size) * 0.8

/** No text is cut off by the picture's edges, and none touches another. */
export function expectApart(places: readonly Place[], height: number): void {
  for (const [index, place] of places.entries()) {
    expect.soft(place.left, place.text).toBeGreaterThanOrEqual(2)
    expect.soft(place.right, place.text).toBeLessThanOrEqual(818)
    expect.soft(place.y, place.text).toBeGreaterThan(12)
    expect.soft(place.y, place.text).toBeLessThan(height - 4)
    const touched = places.slice(index + 1).filter((other) => touch(place, other))
    expect.soft(touched, place.text).toEqual([])
  }
}
