/** Kernels that leave a record in their module, which a test of a local mode can read. */
export const events: string[] = []

/** Each step takes longer than a slice, so that another task must come in between. */
export function* steps(name: string): Generator<void, string> {
  for (let step = 0; step < 3; step += 1) {
    events.push(`${name}${step}`)
    const end = performance.now() + 6
    while (performance.now() < end);
    yield
  }
  return name
}

export const crowd = { size: 0, complete: Promise.withResolvers<void>() }

/** Ends when as many as `expected` are there at the same time. */
export async function gather(expected: number): Promise<number> {
  crowd.size += 1
  if (crowd.size === expected) crowd.complete.resolve()
  await crowd.complete.promise
  return crowd.size
}

export function record(name: string): string {
  events.push(`${name} begins`)
  events.push(`${name} ends`)
  return name
}
