/**
 * What a page does in a browser: the theme, tables that sort, and the timeline that can be looked into.
 * It is inlined as it is, so it imports types alone; texts are set as text, never as markup.
 */
import type { BarData, TimelineData } from '../timeline-data.ts'

const SVG = 'http://www.w3.org/2000/svg'
const root = document.documentElement

function html<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text
  return made
}

function svg(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  if (text !== '') made.textContent = text
  return made
}

// the theme: the reader's own, until a choice is made
const theme = html('button', { class: 'tool', type: 'button' }, 'Light or dark')
theme.addEventListener('click', () => {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const now = root.dataset['theme'] ?? (dark ? 'dark' : 'light')
  root.dataset['theme'] = now === 'dark' ? 'light' : 'dark'
})
document.querySelector('header')?.append(theme)

// tables: a click on a column's title sorts by it
const UNITS: Record<string, number> = {
  ns: 1e-6,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  min: 6e4,
  h: 3.6e6,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

/** The figure that a cell begins with, in its unit's smallest; NaN where it is none. */
function figureOf(text: string): number {
  const [, sign = '', digits = '', unit = ''] =
    /^\s*([-+−]?)([\d,]+(?:\.\d+)?)\s*(ns|µs|ms|min|KiB|MiB|GiB|s|h|B)?/.exec(text) ?? []
  const size = Number(digits.replaceAll(',', '')) * (UNITS[unit] ?? 1)
  return digits === '' ? NaN : sign === '-' || sign === '−' ? -size : size
}

function compareCells(one: string, other: string): number {
  const [a, b] = [figureOf(one), figureOf(other)]
  if (Number.isNaN(a) && Number.isNaN(b)) return one.localeCompare(other)
  // what has no figure comes last
  if (Number.isNaN(a)) return 1
  return Number.isNaN(b) ? -1 : a - b
}

for (const table of document.querySelectorAll('table')) {
  const heads = [...table.querySelectorAll('th')]
  for (const [column, head] of heads.entries()) {
    const button = html('button', { type: 'button' })
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => sort(table, heads, column))
  }
}

function sort(table: HTMLTableElement, heads: HTMLTableCellElement[], column: number): void {
  const up = heads[column]?.getAttribute('aria-sort') !== 'ascending'
  for (const head of heads) head.removeAttribute('aria-sort')
  heads[column]?.setAttribute('aria-sort', up ? 'ascending' : 'descending')
  const body = table.tBodies[0]
  const cell = (row: HTMLTableRowElement): string => row.cells[column]?.textContent ?? ''
  const rows = [...(body?.rows ?? [])].toSorted((a, b) => compareCells(cell(a), cell(b)))
  body?.append(...(up ? rows : rows.toReversed()))
}

// timelines
const WIDTH = 960
const LEFT = 150
const ROW = 20
const GAP = 6
const BOTTOM = 30
const LEAST_SPAN = 1e-3

/** Ms as a person would write it. */
function duration(ms: number): string {
  const [size, unit] =
    ms >= 6e4
      ? [ms / 6e4, 'min']
      : ms >= 1e3
        ? [ms / 1e3, 's']
        : ms >= 1
          ? [ms, 'ms']
          : ms >= 1e-3
            ? [ms * 1e3, 'µs']
            : [ms * 1e6, 'ns']
  return `${Number(size.toPrecision(3))} ${unit}`
}

/** Some round times between two, ms. */
function ticks(from: number, to: number): number[] {
  const rough = (to - from) / 8
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough) ?? rough
  const first = Math.ceil(from / step)
  return Array.from(
    { length: Math.floor(to / step) - first + 1 },
    (_, index) => (first + index) * step,
  )
}

interface Shown {
  mark: SVGElement
  bar: BarData
  caseName: string
  lane: string
}

/** The page's policy allows no style in its markup; a script may set one. */
function swatch(colour: string): HTMLElement {
  const made = html('span', { class: 'swatch' })
  made.style.background = colour
  return made
}

class Timeline {
  readonly #data: TimelineData
  readonly #end: number
  readonly #on: Set<number>
  readonly #view: HTMLElement
  readonly #told: HTMLElement
  #from = 0
  #to: number
  #shown: Shown[] = []
  #chosen = -1

  constructor(data: TimelineData) {
    this.#data = data
    this.#end = Math.max(
      ...data.cases.flatMap(({ bound, lanes }) => [
        bound ?? 0,
        ...lanes.map(({ bars }) => bars.reduce((end, [, , to]) => Math.max(end, to), 0)),
      ]),
    )
    this.#to = this.#end
    this.#on = new Set(data.cases.keys())
    this.#view = html('div', {
      class: 'view',
      tabindex: '0',
      role: 'application',
      'aria-label':
        'Timeline. Arrow keys go from bar to bar, plus and minus zoom, Escape shows all.',
    })
    this.#told = html('div', { class: 'told', 'aria-live': 'polite' })
    this.#listen()
    this.#draw()
  }

  /** With what steers it, and what it tells. */
  whole(): HTMLElement {
    const whole = html('div', { class: 'timeline' })
    whole.append(this.#tools(), this.#view, this.#told)
    return whole
  }

  #tools(): HTMLElement {
    const bar = html('div', { class: 'tools' })
    for (const [index, { name, colour }] of this.#data.cases.entries()) {
      const label = html('label')
      const box = html('input', { type: 'checkbox' })
      box.checked = true
      box.addEventListener('change', () => {
        if (box.checked) this.#on.add(index)
        else this.#on.delete(index)
        this.#draw()
      })
      label.append(box, ' ', swatch(colour), name)
      bar.append(label)
    }
    bar.append(...this.#legend())
    const actions: [string, () => void][] = [
      ['Zoom in', () => this.#zoom(0.5)],
      ['Zoom out', () => this.#zoom(2)],
      ['All', () => this.#all()],
    ]
    for (const [text, act] of actions) {
      const button = html('button', { class: 'tool', type: 'button' }, text)
      button.addEventListener('click', act)
      bar.append(button)
    }
    return bar
  }

  /** What else than tasks there is to see. */
  #legend(): HTMLElement[] {
    const bars = this.#data.cases.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.bars))
    const there = new Set(bars.map(([kind]) => kind))
    return this.#data.kinds.flatMap(({ name, colour }, kind) => {
      if (colour === '' || !there.has(kind)) return []
      const entry = html('span')
      entry.append(swatch(colour), name)
      return [entry]
    })
  }

  #listen(): void {
    this.#view.addEventListener('keydown', (event) => {
      const acts: Record<string, () => void> = {
        ArrowRight: () => this.#choose(this.#chosen + 1),
        ArrowLeft: () => this.#choose(this.#chosen - 1),
        Home: () => this.#choose(0),
        End: () => this.#choose(this.#shown.length - 1),
        '+': () => this.#zoom(0.5),
        '-': () => this.#zoom(2),
        Escape: () => this.#all(),
      }
      const act = acts[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    })
    this.#view.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        this.#zoom(event.deltaY < 0 ? 0.8 : 1.25, this.#timeAt(event))
      },
      { passive: false },
    )
    let grabbed: { x: number; from: number; to: number } | null = null
    this.#view.addEventListener('pointerdown', (event) => {
      grabbed = { x: event.clientX, from: this.#from, to: this.#to }
    })
    this.#view.addEventListener('pointermove', (event) => {
      if (grabbed === null || event.buttons === 0) {
        grabbed = null
        return
      }
      const moved = (event.clientX - grabbed.x) / this.#view.clientWidth
      const by = (moved * WIDTH * (grabbed.to - grabbed.from)) / (WIDTH - LEFT)
      this.#show(grabbed.from - by, grabbed.to - by)
    })
    this.#view.addEventListener('dblclick', (event) => this.#zoom(0.5, this.#timeAt(event)))
  }

  #timeAt(event: MouseEvent): number {
    const box = this.#view.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * WIDTH - LEFT
    return this.#from + (x / (WIDTH - LEFT)) * (this.#to - this.#from)
  }

  #zoom(by: number, around = (this.#from + this.#to) / 2): void {
    this.#show(around - (around - this.#from) * by, around + (this.#to - around) * by)
  }

  #all(): void {
    this.#chosen = -1
    this.#show(0, this.#end)
  }

  #show(from: number, to: number): void {
    const span = Math.min(this.#end, Math.max(LEAST_SPAN, to - from))
    this.#from = Math.min(Math.max(0, from), this.#end - span)
    this.#to = this.#from + span
    this.#draw()
  }

  #draw(): void {
    const cases = this.#data.cases.filter((_, index) => this.#on.has(index))
    const rows = cases.reduce((sum, { lanes }) => sum + lanes.length, 0)
    const height = rows * ROW + cases.length * (ROW + GAP) + BOTTOM
    const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, 'aria-hidden': 'true' })
    const x = (time: number): number =>
      LEFT + ((time - this.#from) / (this.#to - this.#from)) * (WIDTH - LEFT - 4)
    this.#shown = []
    drawing.append(...this.#grid(x, height - BOTTOM))
    let y = 0
    for (const { name, colour, bound, lanes } of cases) {
      y += ROW
      drawing.append(svg('text', { x: 0, y: y - 5, 'font-weight': 600 }, name))
      const top = y
      for (const lane of lanes) {
        drawing.append(svg('text', { x: 12, y: y + 14, class: 'quiet' }, lane.name))
        for (const bar of lane.bars) {
          const mark = this.#mark(bar, colour, x, y)
          if (mark === null) continue
          this.#shown.push({ mark, bar, caseName: name, lane: lane.name })
          drawing.append(mark)
        }
        y += ROW
      }
      if (bound !== null && bound >= this.#from && bound <= this.#to) {
        drawing.append(
          svg('line', {
            x1: x(bound),
            x2: x(bound),
            y1: top - 4,
            y2: y,
            stroke: 'currentColor',
            'stroke-dasharray': '4 3',
          }),
        )
      }
      y += GAP
    }
    this.#view.replaceChildren(drawing)
    this.#chosen = Math.min(this.#chosen, this.#shown.length - 1)
    this.#tell()
  }

  /** Behind the bars. */
  #grid(x: (time: number) => number, bottom: number): SVGElement[] {
    return ticks(this.#from, this.#to).flatMap((time) => {
      const at = x(time)
      const line = { x1: at, x2: at, y1: 0, y2: bottom, stroke: 'currentColor', opacity: 0.12 }
      const name = { x: at, y: bottom + 16, 'text-anchor': 'middle', class: 'quiet' }
      return [svg('line', line), svg('text', name, time === 0 ? '0' : duration(time))]
    })
  }

  #mark(bar: BarData, colour: string, x: (time: number) => number, y: number): SVGElement | null {
    const [kind, from, to] = bar
    if (to < this.#from || from > this.#to) return null
    const [left, right] = [Math.max(LEFT, x(from)), Math.min(WIDTH, x(to))]
    const fill = kind === 0 ? colour : (this.#data.kinds[kind]?.colour ?? colour)
    const place = this.#shown.length
    const mark = svg('rect', {
      class: 'bar',
      x: left,
      y: y + 2,
      width: Math.max(0.8, right - left - 0.6),
      height: ROW - 4,
      rx: 1.5,
      fill,
    })
    mark.addEventListener('pointerenter', () => this.#choose(place))
    return mark
  }

  #choose(place: number): void {
    this.#chosen = Math.min(Math.max(0, place), this.#shown.length - 1)
    this.#tell()
  }

  /** The figures of the bar that is chosen. */
  #tell(): void {
    for (const { mark } of this.#shown) mark.removeAttribute('data-on')
    const found = this.#shown[this.#chosen]
    if (found === undefined) {
      const { every } = this.#data
      const part = every === 1 ? '' : ` Of the bars every ${every}th is here.`
      const hint = `Point at a bar, or focus the timeline and use the arrow keys; + and - zoom, dragging moves, Escape shows all.${part}`
      this.#told.replaceChildren(html('span', { class: 'hint' }, hint))
      return
    }
    found.mark.setAttribute('data-on', '')
    const [kind, from, to, label] = found.bar
    const what =
      kind === 0 ? (this.#data.labels[label] ?? '') : (this.#data.kinds[kind]?.name ?? '')
    this.#told.replaceChildren(
      html('strong', {}, `${found.caseName}, ${found.lane}: `),
      html('code', {}, what),
      html('span', {}, ` took ${duration(to - from)}, from ${duration(from)} to ${duration(to)}`),
    )
  }
}

for (const source of document.querySelectorAll<HTMLScriptElement>('script[data-timeline]')) {
  const file = source.dataset['timeline'] ?? ''
  const data = JSON.parse(source.textContent) as TimelineData
  const image = document.querySelector(`img[data-picture="${CSS.escape(file)}"]`)
  image?.replaceWith(new Timeline(data).whole())
}
