/** What the programs of a live job see of this process's environment: none of its settings. */
const KEPT = ['PATH', 'HOME', 'LANG', 'SystemRoot'] as const

export function surroundings(temporary: string): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), TMPDIR: temporary }
}
