/** Why two results differ, as far as the place where they part tells. Pure. */
import type { Why } from '../findings.ts'
import { classOf, describe } from '../text/describe.ts'
import { lossHere } from '../worker/loss.ts'

/** Relative difference up to which two numbers count as one number, rounded in two ways. */
const ROUNDING = 1e-9

/** A line of a stack. */
const FRAME = /\n\s*at .*:\d+:\d+/

/**
 * @param parts what serial and the other mode have where they part
 * @param crossed whether the other one came from a worker
 */
export function whyDifferent(
  [expected, actual]: readonly [unknown, unknown],
  { crossed }: { crossed: boolean },
): Why {
  if (isRounding(expected, actual)) return 'rounding'
  if (isStack(expected) && isStack(actual)) return 'stack'
  if (typeof expected === 'function' && typeof actual === 'function') return 'functions'
  if (isOtherRealm(expected, actual)) return 'realm'
  return (crossed ? lostOnTheWay(expected, actual) : null) ?? 'elsewhere'
}

function isRounding(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return false
  return (
    Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other)) && one !== other
  )
}

const isStack = (value: unknown): boolean => typeof value === 'string' && FRAME.test(value)

/** Built-in classes of one name, of which there are two. */
function isOtherRealm(one: unknown, other: unknown): boolean {
  const [left, right] = [constructorOf(one), constructorOf(other)]
  if (left === null || right === null || left === right || left.name !== right.name) return false
  return [left, right].every((each) => Function.prototype.toString.call(each).includes('[native'))
}

function constructorOf(value: unknown): { name: string } | null {
  if (typeof value !== 'object' || value === null) return null
  const made: unknown = Object.getPrototypeOf(value)?.constructor
  return typeof made === 'function' ? made : null
}

/** What crosses in one way and not in another has lost what the rule says it loses. */
function lostOnTheWay(expected: unknown, actual: unknown): Why | null {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object') return null
  const lost = lossHere(expected)
  if (lost === 'class') return classOf(expected) === classOf(actual) ? null : 'prototype'
  if (lost === 'last-index') return describe(expected) === describe(actual) ? lost : null
  return lost
}
