/** Names and inputs that would break a table, or be more than text. */
import { kernel, test } from 'lanemark'

const name = 'a | b `c` <img src=x onerror=alert(1)>'
const shout = kernel(new URL('../kernels/names.js', import.meta.url), name)

const HOSTILE = [
  'a | pipe || another \\| third',
  'two\nlines\r\nthree\u2028four',
  '<script>alert(1)</script><!-- </details>',
  '`code` ``more`` ```\nfence\n```',
  '[link](javascript:alert(1)) ![image](https://example.org/x.png)',
  '# heading\n- item\n1. item\n> quote',
  '\u001B[31mred\u001B[0m \u202Eback\u0000',
  '**bold** __under__ ~~struck~~ $x$ @someone #1 https://example.org',
]

for (const hostile of HOSTILE) {
  test(`named ${hostile}`, async ({ bench }) => {
    const run = { time: 2, iterations: 6, warmup: false }
    await bench.compare(
      bench(`one ${hostile}`, () => 1),
      bench(`two ${hostile}`, () => 2),
      run,
    )
  })
}

test(`inputs | ${HOSTILE[2]}`, async ({ compareModes }) => {
  const references = [
    {
      label: HOSTILE[0],
      source: HOSTILE[4],
      modes: { serial: { name: HOSTILE[2], makespan: 1, lines: HOSTILE } },
      missing: null,
      digests: [],
    },
  ]
  await compareModes(shout, HOSTILE, { modes: ['concurrent'], rounds: 2, references })
})
