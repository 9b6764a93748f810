/** The right result, and an input that is sorted from then on. */
export default function sorting(list: number[]): number[] {
  // oxlint-disable-next-line unicorn/no-array-sort -- that is what is tested
  return list.sort((one, other) => one - other)
}
