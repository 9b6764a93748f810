/** Tasks that do not end, in a file of their own: waiting for their limits costs no other test its time. */
import { ALL, misbehave } from './misbehave.js'

const faults = ['loop', 'never'].flatMap((act) => ALL.map((where) => ({ act, where })))
misbehave(faults, { timeout: 700 })
