import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { cpuOfTree, descendants, memoryOfTree } from '../../../bench/peers/tree.ts'

describe.runIf(process.platform === 'linux')('the process tree', () => {
  test('has what was started, with its memory, until it is gone', async () => {
    const program = `process.stdout.write('up'); setInterval(() => {}, 1e6)`
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(descendants(process.pid)).toContain(child.pid)
    const alone = memoryOfTree(child.pid ?? 0) ?? 0
    // no Node takes less
    expect(alone).toBeGreaterThan(2 ** 24)
    expect(memoryOfTree(process.pid)).toBeGreaterThan(alone)
    const gone = once(child, 'exit')
    child.kill()
    await gone
    expect(descendants(process.pid)).not.toContain(child.pid)
  })

  test('knows the CPU time that was used', () => {
    const before = cpuOfTree(process.pid) ?? Number.NaN
    const own = process.cpuUsage()
    while (process.cpuUsage(own).user < 50_000);
    // the kernel books it in ticks of its own
    expect((cpuOfTree(process.pid) ?? Number.NaN) - before).toBeGreaterThan(30)
  })
})
