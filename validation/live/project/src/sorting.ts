/** Sorts a list of people by name and age, once a unit. */
interface Person {
  name: string
  age: number
}

const NAMES = ['Ines', 'Bo', 'Chloe', 'Dmitri', 'Asha', 'Gul', 'Femi']

const people = Array.from({ length: 48 }, (_, index): Person => ({
  name: NAMES[(index * 5) % NAMES.length]!,
  age: 18 + ((index * 37) % 61),
}))

const byNameAndAge = (one: Person, other: Person): number => {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1
  return one.age - other.age
}

export const sorting = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += people.toSorted(byNameAndAge)[24]!.age
  return total
}
