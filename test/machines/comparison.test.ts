/** Other machines in a comparison: a real run of Vitest, a real server, and machines that are processes. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Breakdown } from '../../src/index.ts'
import type { CaseData, ReportData } from '../../src/report/schema.ts'
import { CLI, KERNELS, startMachine, startServer, there } from './support.ts'
import type { MachineProcess, Server } from './support.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

describe.skipIf(!there)('machines in a comparison', () => {
  let server: Server
  let two: MachineProcess[]

  beforeAll(async () => {
    server = await startServer()
    two = await Promise.all(['east', 'west'].map((name) => startMachine(server, 'two', { name })))
  })

  afterAll(async () => {
    await Promise.all((two ?? []).map((machine) => machine.stop()))
    await server?.close()
  })

  test('in a comparison: by workers, with bounds and trips', async () => {
    const out = await mkdtemp(join(tmpdir(), 'lanemark-machines-'))
    const words = ['--modes', 'processes,machines', '--workers', '1,2', '--budget', '1s']
    const inputs = ['--inputs', JSON.stringify(Array<number>(12).fill(20)), '--out', out]
    const where = ['--servers', server.url, '--group', 'two', '--json']
    const args = [CLI, 'compare', join(KERNELS, 'work.ts#spin'), ...inputs, ...words, ...where]
    try {
      await promisify(execFile)(process.execPath, args)
      const read = (end: string): Promise<string> =>
        readFile(join(out, `compare-test-machines-kernels-work-spin.${end}`), 'utf8')
      const page = await read('md')
      const { comparisons } = JSON.parse(await read('json')) as ReportData
      const cases = new Map(comparisons[0]?.cases.map((one) => [one.label, one]))
      expect([...cases.keys()].toSorted()).toEqual([
        'machines x1',
        'machines x2',
        'processes x1',
        'processes x2',
        'serial',
      ])
      const [one, both] = ['machines x1', 'machines x2'].map(
        (label) => cases.get(label) as CaseData,
      ) as [CaseData, CaseData]
      expect(one.remote?.machines).toHaveLength(1)
      expect(both.remote?.machines.map(({ name }) => name).toSorted()).toEqual(['east', 'west'])
      for (const { remote, bound, workers, breakdown, trips } of [one, both]) {
        // the way of the messages is in the bound
        expect(remote?.way).toBeGreaterThan(0)
        expect(bound).toBeLessThan(workers)
        const { makespan, ideal, parts } = breakdown as Breakdown
        const sum = Object.values(parts).reduce((all, part) => all + part, 0)
        expect(sum).toBeCloseTo(makespan - ideal, 6)
        expect(new Set(trips.lane)).toEqual(new Set(Array.from({ length: workers }).keys()))
      }
      expect(one.breakdown?.lanes[0]?.worker?.machine).toBe(one.remote?.machines[0]?.name)
      expect(page).toMatch(/`machines x1` ran on `(east|west)` with one worker on/)
      expect(page).toMatch(/\n(east|west) \| \d+ process \| 0 thread/)
    } finally {
      await rm(out, { recursive: true, force: true })
    }
  })

  test('a comparison that asks for more workers than there are says so', async () => {
    const words = ['--inputs', '[1, 2]', '--modes', 'machines', '--workers', '3', '--json']
    const where = ['--servers', server.url, '--group', 'two']
    const args = [CLI, 'compare', join(KERNELS, 'work.ts#square'), ...words, ...where]
    const failed = (await promisify(execFile)(process.execPath, args).catch(
      (error: unknown) => error,
    )) as { stdout: string }
    expect(failed.stdout).toContain('as many as the machines have, which is 2')
  })
})
