/** JSON's text as people and `git diff` read it: neither a line a figure nor one line for all. */

/** Columns of a line. */
const WIDTH = 100

/**
 * What fits on a line stands on one, and so does a list of plain values, however long; everything
 * else is indented. The value must be one that JSON holds.
 */
export function layout(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (!isNested(value) || indent.length + flat.length <= WIDTH) return flat
  const inner = `${indent}  `
  const all = (lines: string[]): string => `\n${inner}${lines.join(`,\n${inner}`)}\n${indent}`
  if (Array.isArray(value))
    return value.some(isNested) ? `[${all(value.map((each) => layout(each, inner)))}]` : flat
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${all(fields.map(([key, field]) => `${JSON.stringify(key)}: ${layout(field, inner)}`))}}`
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null
