/** The same arithmetic as a function, an async function and a generator function. */
export function square(value: number): number {
  return value * value
}

export async function squareLater(value: number): Promise<number> {
  await Promise.resolve()
  return value * value
}

export function* squareInSteps(value: number): Generator<void, number> {
  let sum = 0
  for (let step = 0; step < value; step += 1) {
    sum += value
    yield
  }
  return sum
}

/** A generator whose return value is a promise. */
export function* squareAtLast(value: number): Generator<void, Promise<number>> {
  yield
  return squareLater(value)
}

/** Returns after so many ms. */
export async function pause(milliseconds: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  return milliseconds
}
