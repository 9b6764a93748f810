/** Makes slugs of some titles, once a unit. */
const titles = [
  'Ten Things You Should Know About Caching',
  'Crème brûlée: a recipe, revisited',
  '  What is  "idiomatic" code?  ',
  'Größe, Maß & Übermut',
]

const slug = (title: string): string =>
  title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')

export const slugs = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) {
    for (const title of titles) total += slug(title).length
  }
  return total
}
