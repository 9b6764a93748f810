/** What Node cannot strip. */
class Point {
  constructor(readonly x: number) {}
}

export default (input: number) => new Point(input).x
