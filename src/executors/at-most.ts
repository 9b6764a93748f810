/** The promise's value, or the fallback after `ms`. */
export async function atMost<T, F>(ms: number, fallback: F, promise: Promise<T>): Promise<T | F> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<F>((resolve) => {
    timer = setTimeout(resolve, ms, fallback)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
