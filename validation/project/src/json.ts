/**
 * A short list of records to JSON and back, once a unit. One long list would cost more than in
 * proportion where it outgrows a cache.
 */

interface Person {
  id: number
  name: string
  active: boolean
  scores: number[]
}

const NAMES = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Niklaus']

const people = NAMES.map((name, index): Person => ({
  id: 1000 + index,
  name,
  active: index % 2 === 0,
  scores: [index, index + 0.5, 10 + index],
}))

export function json(units: number): () => number {
  return () => {
    let sum = 0
    for (let unit = 0; unit < units; unit += 1) {
      const text = JSON.stringify(people)
      const copy = JSON.parse(text) as Person[]
      sum += text.length + copy.length
    }
    return sum
  }
}
