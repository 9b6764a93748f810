/** Some asynchronous functions that wait for each other, once a unit. */
const fetched = async (id: number): Promise<{ id: number; size: number }> => ({ id, size: id * 2 })

const sizeOf = async (id: number): Promise<number> => (await fetched(id)).size

async function sizes(): Promise<number> {
  let sum = 0
  for (let id = 1; id <= 5; id += 1) sum += await sizeOf(id)
  return sum
}

export const asyncChain = (units: number) => async (): Promise<number> => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += await sizes()
  return total
}
