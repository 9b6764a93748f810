/** Thousands of bars in few figures. */
import type { Bar } from './bars.ts'

/**
 * How much of each bin the bars fill: 1 where one of them does the whole time, more where they
 * overlap.
 *
 * @param count of bins, which divide 0..end evenly; what lies after the end is left out
 */
export function loads(bars: readonly Bar[], count: number, end: number): number[] {
  const width = end / count
  const bins = Array.from({ length: count }, () => 0)
  for (const { from, to } of bars) {
    const last = Math.min(count - 1, Math.floor(to / width))
    for (let bin = Math.floor(from / width); bin <= last; bin++) {
      const inside = Math.min(to, (bin + 1) * width) - Math.max(from, bin * width)
      bins[bin] = (bins[bin] ?? 0) + Math.max(0, inside) / width
    }
  }
  return bins
}
