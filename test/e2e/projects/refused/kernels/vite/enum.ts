/** What Node cannot strip. */
enum Level {
  low,
}

export default () => Level.low
