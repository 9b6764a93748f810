/** What a mode that chooses chose, and how it did against the best of the others. */
import type { Choice, Comparison } from '../../model.ts'
import { ratioEstimate } from '../../text/format.ts'
import { clean } from '../../text/escape.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { paragraph, table, type PageBlock } from '../../text/view.ts'

const timed = ({ best, ratio }: Choice): Inline =>
  say`It took ${ratioEstimate(ratio)} the time of ${code(best)}, the fastest of the others.`

/** A paragraph; nothing where no mode chose. */
export function choiceNote({ choice }: Comparison): PageBlock[] {
  if (choice === undefined) return []
  const { label, sentence } = choice
  return [paragraph(say`${code(label)} chose ${clean(sentence)}. ${timed(choice)}`)]
}

/** A row for each comparison in which a mode chose; nothing where none did. */
export function choiceTable(comparisons: readonly Comparison[]): PageBlock[] {
  const rows = comparisons.flatMap(({ name, choice }) =>
    choice === undefined
      ? []
      : [[say`${name}`, [code(choice.mode)], [code(choice.best)], [ratioEstimate(choice.ratio)]]],
  )
  if (rows.length === 0) return []
  const heads = [say`what`, say`${code('auto')} chose`, say`fastest`, say`time over the fastest`]
  return [
    paragraph(say`What ${code('auto()')} chose, against the fastest of the other modes:`),
    table(heads, [3], rows),
  ]
}
