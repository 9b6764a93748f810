/** Renders a short text of Markdown as HTML, line by line, once a unit. */
const text = `# Notes on a *small* parser

Paragraphs have **bold** words, \`code\` and [links](https://example.org/a?b=1&c=2).
They may go on, with *emphasis* that is < or > or "neither".

- one item with \`code\`
- another one, **bold & plain**
- a third one with [a link](/here)

## What is left

Some last words, *all of them* plain.`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const inline = (line: string): string =>
  line
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\*([^*]+)\*/g, '<em>$1</em>')
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')

function block(lines: string[]): string {
  const [first = ''] = lines
  const level = /^#+/.exec(first)?.[0].length ?? 0
  if (level > 0) return `<h${level}>${inline(first.slice(level + 1))}</h${level}>`
  if (!first.startsWith('- ')) return `<p>${inline(lines.join(' '))}</p>`
  return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`
}

const render = (source: string): string =>
  source
    .split('\n\n')
    .map((part) => block(part.split('\n')))
    .join('\n')

export const markdown = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += render(text).length
  return total
}
