/** A module without the kernel that is asked for. */
export const answer = 42
export const nothing = null
export const first = (input) => input
export const second = (input) => input
export async function* stream(input) {
  yield input
}
