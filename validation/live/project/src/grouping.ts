/** Sums a day's sales by shop, once a unit. */
interface Sale {
  shop: string
  amount: number
}

const SHOPS = ['north', 'east', 'south', 'west', 'harbour']

const sales = Array.from({ length: 120 }, (_, index): Sale => ({
  shop: SHOPS[(index * 3) % SHOPS.length]!,
  amount: 1 + (index % 17),
}))

function largestShop(): number {
  const byShop = Map.groupBy(sales, ({ shop }) => shop)
  const sums = [...byShop.values()].map((own) => own.reduce((sum, { amount }) => sum + amount, 0))
  return Math.max(...sums)
}

export const grouping = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += largestShop()
  return total
}
