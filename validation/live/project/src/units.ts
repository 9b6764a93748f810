/** How much work each function does, in units of its own: all that ever parts head from base. */
export const units = {
  sorting: 100,
  json: 100,
  grouping: 100,
  'regular expressions': 100,
  slugs: 100,
  markdown: 100,
  matrix: 100,
  recursion: 100,
  'big integers': 100,
  trees: 100,
  'async chain': 100,
  dates: 100,
}
