/** How many cores there are: the control group's quota, in both of its versions. */
import { availableParallelism } from 'node:os'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { availableCores, cpuQuota, parseQuota, quotaFiles } from '../../src/system/cores.ts'

test('version 2: one file in the group and in each of its ancestors', () => {
  expect(quotaFiles('0::/system.slice/docker-1.scope\n')).toEqual([
    { quota: '/sys/fs/cgroup/cpu.max', period: null },
    { quota: '/sys/fs/cgroup/system.slice/cpu.max', period: null },
    { quota: '/sys/fs/cgroup/system.slice/docker-1.scope/cpu.max', period: null },
  ])
  expect(quotaFiles('0::/\n')).toEqual([{ quota: '/sys/fs/cgroup/cpu.max', period: null }])
})

test('version 1: two files, of the group that has the controller `cpu`', () => {
  const groups = '12:memory:/docker/a\n5:cpu,cpuacct:/docker\n4:cpuset:/\n1:name=systemd:/\n'
  const at = (path: string) => ({
    quota: `/sys/fs/cgroup/cpu${path}/cpu.cfs_quota_us`,
    period: `/sys/fs/cgroup/cpu${path}/cpu.cfs_period_us`,
  })
  expect(quotaFiles(groups)).toEqual([at(''), at('/docker')])
})

test('a path with a colon is taken whole', () => {
  expect(quotaFiles('0::/a:b').at(-1)?.quota).toBe('/sys/fs/cgroup/a:b/cpu.max')
})

test('a file without groups names no files', () => {
  for (const text of ['', '\n\n', 'garbage', '1:2', ':::', '3:cpuset:/a']) {
    expect(quotaFiles(text)).toEqual([])
  }
})

test('quotas in both forms', () => {
  expect(parseQuota('200000 100000\n', null)).toBe(2)
  expect(parseQuota('150000 100000', null)).toBe(1.5)
  expect(parseQuota('50000\n', '100000\n')).toBe(0.5)
})

test('no quota', () => {
  expect(parseQuota('max 100000\n', null)).toBeNull()
  expect(parseQuota('-1\n', '100000\n')).toBeNull()
  expect(parseQuota(null, null)).toBeNull()
  expect(parseQuota(null, '100000')).toBeNull()
  expect(parseQuota('100000', null)).toBeNull()
})

test('whatever stands in the files, the answer is null or a number of cores', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.stringMatching(/^-?\d* ?\d*$/)))
  fc.assert(
    fc.property(text, text, (quota, period) => {
      const cores = parseQuota(quota, period)
      expect(cores === null || (cores > 0 && Number.isFinite(cores))).toBe(true)
    }),
  )
})

test('this machine', () => {
  expect(availableCores()).toBeGreaterThan(0)
  expect(availableCores()).toBeLessThanOrEqual(availableParallelism())
  expect(cpuQuota() ?? 1).toBeGreaterThan(0)
})
