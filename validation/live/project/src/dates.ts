/** Reads some dates, goes on by some days and writes them, once a unit. */
const begun = ['2024-02-27T10:00:00Z', '2025-12-30T23:59:59Z', '2026-03-28T01:30:00Z']

function later(text: string, days: number): string {
  const date = new Date(text)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export const dates = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) {
    for (const text of begun) total += Number(later(text, 3).slice(8))
  }
  return total
}
