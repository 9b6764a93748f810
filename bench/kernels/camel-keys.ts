export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** An API's answer with `snake_case` keys made `camelCase`, all the way down: in large, out large. */
export function camelKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  const renamed: { [key: string]: Json } = {}
  for (const key in value) renamed[camel(key)] = camelKeys(value[key] ?? null)
  return renamed
}

const camel = (key: string): string =>
  key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
