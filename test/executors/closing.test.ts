/** `close` ends what runs and leaves nothing behind. */
import { expect, test } from 'vitest'
import { meet, misbehave, spinStubbornly, square } from '../kernels/index.ts'
import { meetingPoint } from './meeting-point.ts'
import { executorOf, findingOf, isGone, MODES, soon } from './support.ts'

test.for(MODES)(
  '%s is closed at the end of `await using`, and of no use after that',
  async (mode) => {
    let executor
    {
      await using used = executorOf(mode, { workers: 1 })
      expect(await used.map(square, [2])).toEqual([4])
      executor = used
    }
    const finding = { code: 'closed', mode }
    expect(await findingOf('closed', executor.map(square, [2]))).toEqual(finding)
    expect(await findingOf('closed', executor.run(square, []))).toEqual(finding)
    expect(await findingOf('closed', executor.open())).toEqual(finding)
  },
)

test.for(MODES)('%s can be closed before it was used, and twice', async (mode) => {
  const executor = executorOf(mode, { workers: 1 })
  await Promise.all([executor.close(), executor.close()])
  await executor.close()
  const finding = await findingOf('closed', executor.map(square, [2]))
  expect(finding).toEqual({ code: 'closed', mode })
})

test.for(MODES)('%s: close rejects what is under way, and the worker is gone', async (mode) => {
  await using point = await meetingPoint()
  const executor = executorOf(mode, { workers: 1 })
  const failed = findingOf('closed', executor.map(meet, ['a', 'b', 'c'].map(point.place)))
  const guest = await point.next()
  await soon(Promise.all([executor.close(), executor.close()]))
  expect(await failed).toEqual({ code: 'closed', mode })
  expect(isGone(guest.pid)).toBe(mode === 'processes')
})

test.for(MODES)('%s: close while it is still starting', async (mode) => {
  const executor = executorOf(mode, { workers: 1 })
  const failed = findingOf('closed', executor.map(misbehave, ['never']))
  await soon(executor.close())
  expect(await failed).toEqual({ code: 'closed', mode })
})

test('close leaves no process, not even of workers that misbehaved', async () => {
  const executor = executorOf('processes')
  const pids = new Set<number>()
  const look = async (): Promise<void> => {
    // a worker that was replaced comes up while the other one works
    for (const lanes = new Set<number>(); lanes.size < 2;) {
      const { trips } = await executor.run(misbehave, ['none', 'none'], { chunk: 1 })
      for (const { lane, worker } of trips) {
        lanes.add(lane)
        pids.add(worker.pid)
      }
    }
  }
  await look()
  for (const fault of ['loop', 'stubborn loop', 'exit'] as const) {
    await executor.map(misbehave, [fault], { timeout: 200 }).catch(() => undefined)
    await look()
  }
  await soon(executor.close())
  expect(pids.size).toBeGreaterThan(2)
  for (const pid of pids) expect(isGone(pid)).toBe(true)
})

test('close ends a process that does not heed SIGTERM', async () => {
  await using point = await meetingPoint()
  const executor = executorOf('processes', { workers: 1 })
  const failed = findingOf('closed', executor.map(spinStubbornly, [point.place('a')]))
  const guest = await point.next()
  await soon(executor.close())
  await failed
  expect(isGone(guest.pid)).toBe(true)
})
