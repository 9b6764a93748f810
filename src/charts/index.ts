/** The pictures of a report and of a gate run, as SVG. */
export { drawSvg } from './frame.ts'
export { pictures } from './pictures.ts'
export type { Picture } from './pictures.ts'
export { ratios } from './ratios-chart.ts'
