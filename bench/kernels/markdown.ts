import { Marked } from 'marked'

const marked = new Marked({ gfm: true })

/** Markdown to HTML, as a site generator does it for every page. */
export function renderMarkdown(text: string): string {
  return marked.parse(text, { async: false })
}
