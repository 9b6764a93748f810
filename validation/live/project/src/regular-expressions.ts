/** Takes some lines of an access log apart, once a unit. */
const LINE =
  /^(?<host>[\d.]+) - (?<user>\S+) \[(?<at>[^\]]+)\] "(?<verb>[A-Z]+) (?<path>\S+)" (?<status>\d{3})$/

const lines = [
  '10.0.0.1 - ada [12/Mar/2026:10:11:12 +0000] "GET /index.html" 200',
  '10.0.0.22 - - [12/Mar/2026:10:11:13 +0000] "POST /orders/17" 201',
  'a line of another kind, which does not match at all',
  '10.0.0.1 - grace [12/Mar/2026:10:11:19 +0000] "DELETE /orders/17?force=true" 404',
]

function statuses(): number {
  let sum = 0
  for (const line of lines) sum += Number(LINE.exec(line)?.groups?.['status'] ?? 0)
  return sum
}

export const regularExpressions = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += statuses()
  return total
}
