/** Results that lose a part of themselves on the way from a worker. */
class Point {
  x = 1
}

class QuotaError extends Error {
  name = 'QuotaError'
  code = 'E_QUOTA'
}

export const point = () => ({ point: new Point() })
export const quota = () => new QuotaError('too many')
