/** The peers' spin, for inputs of different kinds. */
export { spin } from '../peers/kernels/spin.ts'
import { spin as compute } from '../peers/kernels/spin.ts'

export const spinObject = ({ steps }: { steps: number; name: string; tags: string[] }): number =>
  compute(steps)
