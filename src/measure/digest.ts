/** What a result is, in few words, with a fingerprint to compare it by. */
import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { describe } from '../text/describe.ts'
import type { ResultNote } from '../model.ts'

const count = (value: number, unit: string): string =>
  `${value.toLocaleString('en-US')} ${unit}${value === 1 ? '' : 's'}`

/**
 * Big integers are digested by their hexadecimal digits and texts as UTF-8, so that other languages
 * can be held against them; everything else by its serialised form, which is V8's own.
 */
export function noteOf(result: unknown): ResultNote {
  if (typeof result === 'bigint') {
    const digits = (result < 0n ? -result : result).toString(16)
    const bits = 4 * (digits.length - 1) + (32 - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)))
    return note('bigint', count(bits, 'bit'), 'hexadecimal digits', result.toString(16))
  }
  if (typeof result === 'string') {
    return note('string', count(result.length, 'character'), 'UTF-8 text', result)
  }
  if (ArrayBuffer.isView(result)) {
    const bytes = new Uint8Array(result.buffer, result.byteOffset, result.byteLength)
    return note(result.constructor.name, count(bytes.byteLength, 'byte'), 'bytes', bytes)
  }
  const bytes = serialized(result)
  const size = `${count(bytes.byteLength, 'byte')} serialised`
  return note(typeName(result), size, 'serialised value', bytes)
}

function note(
  type: string,
  size: string,
  digestOf: string,
  content: string | Uint8Array,
): ResultNote {
  return { type, size, sha256: createHash('sha256').update(content).digest('hex'), digestOf }
}

/** A value that cannot be serialised can still be a result where nothing crosses. */
function serialized(result: unknown): Uint8Array {
  try {
    return serialize(result)
  } catch {
    return Buffer.from(describe(result))
  }
}

function typeName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.getPrototypeOf(value)?.constructor?.name ?? 'object'
}
