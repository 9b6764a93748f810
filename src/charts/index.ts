/** The pictures of a report: Vega-Lite specifications, and the SVG that they become. */
export { pictures } from './pictures.ts'
export type { Picture } from './pictures.ts'
export { renderSvg } from './render.ts'
