/**
 * The plain, JSON-shaped data that every other part passes around, by what it is about.
 *
 * Units: every duration is in milliseconds, every size in bytes, every speedup and share is a plain
 * ratio (1.5 means one and a half times as fast).
 */

export type { FixedMode, LocalMode, Mode } from './modes.ts'
export type * from './facts/task-run.ts'
export type * from './facts/estimate.ts'
export type * from './facts/case.ts'
export type * from './facts/compared.ts'
export type * from './facts/bench-function.ts'
export type * from './facts/claim.ts'
export type * from './facts/delivered-cores.ts'
export type * from './facts/reported.ts'
