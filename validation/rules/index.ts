/**
 * The rules that the gate is compared with: as their users run them, and with as much data as we. The
 * first is our own for stored baselines, which has what they have.
 */
import { asvRule } from './asv.ts'
import { benchstat } from './benchstat.ts'
import { criterionRule } from './criterion.ts'
import type { OtherRule } from './rule.ts'
import { storedRule } from './stored.ts'
import { thresholdRule } from './threshold.ts'
import { vitestRule } from './vitest.ts'

export const OTHER_RULES: readonly OtherRule[] = [
  storedRule(10),
  vitestRule(0, 1),
  vitestRule(0.02, 1),
  vitestRule(0.02, 10),
  vitestRule(0.1, 1),
  thresholdRule(0.1, 1),
  thresholdRule(0.1, 10),
  benchstat,
  criterionRule(1),
  criterionRule(5),
  asvRule(2),
  asvRule(10),
]
