/** The pictures of a report and of a gate run: Vega-Lite specifications, and the SVG that they become. */
export { pictures } from './pictures.ts'
export type { Picture } from './pictures.ts'
export { ratios } from './ratios.ts'
export { renderSvg } from './render.ts'
