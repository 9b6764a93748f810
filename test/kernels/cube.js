/** A JavaScript module with a default export. */
export default function cube(value) {
  return value ** 3
}
