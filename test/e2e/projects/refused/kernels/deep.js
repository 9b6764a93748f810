/** Throws below another function. */
const inner = () => {
  throw new RangeError('deep inside')
}

export default function deep() {
  return inner()
}
