/** What the plugin changes about a project's ordinary tests: nothing. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectSuccess } from './expectations.ts'
import { project, vitest } from './project.ts'
import type { Ran } from './project.ts'
import type { Runs } from './runs.ts'

export function ordinaryTests(runs: Runs): void {
  const configs = new Map<string, string>()
  const run = (plugin: string) =>
    runs.plan(async (installed) => {
      const folder = await project(installed, 'ordinary')
      const ran = await vitest(folder, { args: ['run'], env: { WITH: plugin } })
      const text = await readFile(join(folder, 'config.json'), 'utf8')
      configs.set(plugin, text.replaceAll(folder, '.'))
      return ran
    })
  const without = run('nothing')
  const withIt = run('lanemark')

  /** Output without what differs from run to run. */
  const printed = ({ stdout }: Ran): string =>
    stdout
      .replaceAll(/\/projects\/\S+/g, '')
      .replaceAll(/[\d.]+m?s/g, 'TIME')
      .replaceAll(/\d\d:\d\d:\d\d/g, 'CLOCK')
      .replaceAll(/\(.*\)$/gm, '')

  test('the configuration is the same', async () => {
    const [one, other] = await Promise.all([without(), withIt()])
    expectSuccess(one)
    expectSuccess(other)
    expect(configs.get('lanemark')).toBe(configs.get('nothing'))
    expect(configs.get('lanemark')).toContain('"testTimeout": 4321')
  })

  test('the output is the same, and there are no reports', async () => {
    const [one, other] = await Promise.all([without(), withIt()])
    expect(printed(other)).toBe(printed(one))
    expect(other.stdout).not.toContain('lanemark:')
    expect(other.reports).toEqual({})
    expect(Object.keys(other.tests)).toHaveLength(2)
  })
}
