/** Collects garbage, so that nobody pays for what the contender before left behind. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export type Garbage = 'major' | 'minor'

setFlagsFromString('--expose-gc')

const collect = runInNewContext('gc') as (options: { type: Garbage }) => void

export const collectGarbage = (type: Garbage): void => collect({ type })
