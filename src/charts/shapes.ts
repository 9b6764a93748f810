/** What stands for a point, as paths between -1 and 1. */
const TALL = 0.87

export const SHAPES = {
  circle: 'M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z',
  square: 'M-1,-1H1V1H-1Z',
  diamond: 'M0,-1L1,0L0,1L-1,0Z',
  lozenge: 'M-1.4,0L0,-0.8L1.4,0L0,0.8Z',
  cross: 'M-1,-0.4H-0.4V-1H0.4V-0.4H1V0.4H0.4V1H-0.4V0.4H-1Z',
  'triangle-up': `M0,-${TALL}L1,${TALL}H-1Z`,
  'triangle-down': `M0,${TALL}L1,-${TALL}H-1Z`,
  'triangle-left': `M-${TALL},0L${TALL},-1V1Z`,
  'triangle-right': `M${TALL},0L-${TALL},-1V1Z`,
  tick: 'M0,-1V1',
  dash: 'M-1,0H1',
  check: 'M-0.55,0.05L-0.15,0.45L0.6,-0.45',
  lost: 'M-0.45,-0.45L0.45,0.45M-0.45,0.45L0.45,-0.45',
} as const

export type Shape = keyof typeof SHAPES
