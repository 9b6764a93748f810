/** Whether the Node that runs is one that lanemark runs on. */
import { readFileSync } from 'node:fs'
import { LanemarkError } from '../findings.ts'

const { engines } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { engines: { node: string } }

/** As package.json has it, such as `^22.18 || ^24.11 || >=26`. */
export const NEEDED_NODE = engines.node

/** @throws {LanemarkError} `node-too-old` */
export function checkNode(version = process.versions.node): void {
  if (fits(version, NEEDED_NODE)) return
  throw new LanemarkError({ code: 'node-too-old', found: version, needed: NEEDED_NODE })
}

/** @param range of parts such as `^22.18` and `>=26`, joined by `||` */
export function fits(version: string, range: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return range.split('||').some((part) => {
    const [, sign, first, second = 0] = /^(\^|>=)(\d+)(?:\.(\d+))?$/.exec(part.trim()) ?? []
    const least = { major: Number(first), minor: Number(second) }
    if (major === least.major) return minor >= least.minor
    return sign === '>=' && major > least.major
  })
}
