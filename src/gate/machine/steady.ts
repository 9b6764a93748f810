/** What the system here offers to keep the arms' turns alike. */
import type { Steady } from '../model/record.ts'
import { sameAddresses } from './addresses.ts'
import { measuringCore } from './measuring-core.ts'

export const steadyHere = (): Steady => ({
  core: measuringCore(),
  addresses: sameAddresses().length > 0,
})
