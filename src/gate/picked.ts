/** Which tests `-t` and `--project` mean, where Vitest itself is not asked. Pure. */
import type { Picked } from './model/facts.ts'

/** @param unit as `unitOf` names it */
export function isPicked(unit: string, { projects, named }: Picked): boolean {
  const [, project = null, place = unit] = /^\|(.*?)\| (.*)$/s.exec(unit) ?? []
  const [, ...names] = place.replace(/ \(\d+\)$/, '').split(' > ')
  const isNamed = named === null || new RegExp(named).test(names.join(' '))
  return isNamed && (project === null || projects.length === 0 || matches(project, projects))
}

/** As Vitest does: its project for benchmarks has ` (bench)` behind the project's name. */
function matches(project: string, patterns: readonly string[]): boolean {
  const names = [project, project.replace(/ \(bench\)$/, '')]
  const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const test = (pattern: string): boolean => {
    const expression = new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`, 'i')
    return names.some((name) => expression.test(name))
  }
  const [excluded, included] = [
    patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
    patterns.filter((pattern) => !pattern.startsWith('!')),
  ]
  return (included.length === 0 || included.some(test)) && !excluded.some(test)
}
