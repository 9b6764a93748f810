/**
 * Colours and sizes of every picture.
 *
 * Mode and part colours keep a contrast of at least 3:1 on white and on the dark paper, so they are
 * the same in both themes; modes also stay apart for the three kinds of colour blindness. The other
 * colours are light ones here and are exchanged by a style sheet where the reader prefers dark.
 */
import type { Mode } from '../model.ts'
import type { Shape } from './shapes.ts'

/** Width of every picture, px. */
export const WIDTH = 820
/** Space around everything. */
export const MARGIN = 20

/** Font sizes, px. */
export const SIZE = { title: 16, strong: 13, normal: 12, small: 11 } as const

export const FONTS =
  "system-ui,-apple-system,'Segoe UI','Noto Sans','Liberation Sans',Helvetica,Arial,sans-serif"

interface ModeLook {
  colour: string
  /** Where points of several modes stand together. */
  shape: Shape
  /** Letters are thinner than bars: in the dark a mode's name is a lighter tone of its colour. */
  darkLetters: string
}

/** Modes by colour and shape, a row each. */
export const MODE_LOOKS: Record<Mode, ModeLook> = {
  serial: { colour: '#77716b', shape: 'diamond', darkLetters: '#a39c95' },
  concurrent: { colour: '#b848ab', shape: 'triangle-up', darkLetters: '#d678ca' },
  threads: { colour: '#1560e8', shape: 'circle', darkLetters: '#639aff' },
  processes: { colour: '#cc4100', shape: 'square', darkLetters: '#f57a3d' },
  // processes elsewhere: their colour, another shape
  machines: { colour: '#cc4100', shape: 'cross', darkLetters: '#f57a3d' },
  auto: { colour: '#41a85c', shape: 'lozenge', darkLetters: '#5cc178' },
}

/** Parts of a pool's time; what runs has the colour of its mode. */
export const PART_COLOURS = {
  startup: '#b07f00',
  serialise: '#00877a',
  deserialise: '#3d9b8f',
  message: '#8b949e',
  inflation: '#b04c63',
  system: '#6f7f2f',
  contention: '#8a63c9',
} as const

/** Paper, ink and what lies between, in the light theme. */
export const INK = {
  paper: '#ffffff',
  text: '#1f2328',
  muted: '#59636e',
  line: '#d1d9e0',
  /** Areas that stand back: workers without work. */
  pale: '#e6eaef',
  /** Their outline. */
  faint: '#818b98',
  /** Writing on a mode's or a part's colour; the same in both themes. */
  onColour: '#fefefe',
} as const

/**
 * Verdicts of the gate by colour and shape; triangles point to where the head is. The colours are
 * those of the modes, which stay apart for everyone.
 */
export const VERDICT_LOOKS = {
  regression: { colour: MODE_LOOKS.processes.colour, shape: 'triangle-right' },
  acknowledged: { colour: MODE_LOOKS.processes.colour, shape: 'cross' },
  improvement: { colour: MODE_LOOKS.threads.colour, shape: 'triangle-left' },
  unchanged: { colour: MODE_LOOKS.serial.colour, shape: 'circle' },
  inconclusive: { colour: MODE_LOOKS.concurrent.colour, shape: 'diamond' },
  overall: { colour: INK.text, shape: 'lozenge' },
} as const

/** The same in the dark theme; what is missing stays. */
const DARK: Partial<Record<keyof typeof INK, string>> = {
  paper: '#0d1117',
  text: '#f0f6fc',
  muted: '#9198a1',
  line: '#3d444d',
  pale: '#262c36',
}

function darkRules(): string {
  const inks = Object.entries(DARK).map(([name, dark]) => {
    const light = INK[name as keyof typeof INK]
    return `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`
  })
  const rules = Object.values(MODE_LOOKS).map(
    ({ colour, darkLetters }) => `text[fill="${colour}"]{fill:${darkLetters}}`,
  )
  // two modes may have one colour
  const letters = [...new Set(rules)]
  return [...inks, ...letters].join('')
}

/** Fonts, and the other colours where the reader prefers dark. It works in `<img>` as well. */
export const STYLE = `text{font-family:${FONTS}}@media (prefers-color-scheme:dark){${darkRules()}}`
