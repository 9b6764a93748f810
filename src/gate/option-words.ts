/**
 * The command line for cac. Its parser makes numbers of values that look like some, which spoils
 * commits such as 0012345, and takes a value that begins with a dash for an option. So each value is
 * joined to its option, behind a sign that no number has.
 */

const SIGN = '='

/** @param options names of the options that take a value */
export function joinValues(words: readonly string[], options: readonly string[]): string[] {
  const joined: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (word === '--') return [...joined, ...words.slice(index)]
    const [name = '', ...rest] = word.split('=')
    if (!name.startsWith('--') || !options.includes(name.slice(2))) {
      joined.push(word)
    } else if (rest.length > 0) {
      joined.push(`${name}=${SIGN}${rest.join('=')}`)
    } else {
      index += 1
      joined.push(index < words.length ? `${name}=${SIGN}${words[index]}` : name)
    }
  }
  return joined
}

/** What cac made of it, with the signs taken off; names as they were written. */
export function plainValues(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain)
    return typeof value === 'string' && value.startsWith(SIGN) ? value.slice(SIGN.length) : value
  }
  const dashed = (name: string): string =>
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [dashed(name), plain(value)]),
  )
}
