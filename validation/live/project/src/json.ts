/** An order to JSON and back, once a unit. */
const order = {
  id: 'A-1024',
  customer: { name: 'Grace Hopper', address: ['1 Main Street', 'Arlington'], since: 1985 },
  lines: Array.from({ length: 6 }, (_, index) => ({
    article: `article ${index}`,
    count: index + 1,
    price: 9.5 * (index + 1),
    tags: ['new', 'blue'],
  })),
}

export const json = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) {
    const copy = JSON.parse(JSON.stringify(order)) as typeof order
    total += copy.lines.length + copy.customer.name.length
  }
  return total
}
