/** Rows of one shape as they stand in a file: a list for each field, so that each name stands once. */
import * as v from 'valibot'

type Fields = Record<string, v.GenericSchema>

/** A list a field. */
export type Columnar = Record<string, unknown[]>

/** Schema of columns, all of one length, from the schemas of a row's fields. */
export function columnsOf<const Row extends Fields>(fields: Row) {
  const lists = Object.entries(fields).map(([key, field]) => [key, v.array(field)])
  type Lists = { [Key in keyof Row]: v.ArraySchema<Row[Key], undefined> }
  const table = v.strictObject(Object.fromEntries(lists) as Lists)
  const message = 'expected columns of one length'
  return v.pipe(table, v.check<v.InferOutput<typeof table>, typeof message>(areEven, message))
}

const areEven = (table: object): boolean =>
  new Set(Object.values(table).map((column: unknown[]) => column.length)).size <= 1

type RowOf<Columns> = {
  [Key in keyof Columns]: Columns[Key] extends (infer Value)[] ? Value : never
}

type ColumnarSchema = v.GenericSchema<unknown, Columnar> & { entries: Fields }

/** The rows as the columns of a schema. */
export function columns<Schema extends ColumnarSchema>(
  { entries }: Schema,
  rows: readonly RowOf<v.InferOutput<Schema>>[],
): v.InferOutput<Schema> {
  const keys: (keyof v.InferOutput<Schema>)[] = Object.keys(entries)
  return Object.fromEntries(keys.map((key) => [key, rows.map((row) => row[key])]))
}

/** Each column by a function of its own list; the columns stay. */
export function eachColumn<Columns extends Columnar>(
  table: Columns,
  change: (column: unknown[]) => unknown[],
): Columns {
  const changed = Object.entries(table).map(([key, column]) => [key, change(column)])
  return Object.fromEntries(changed) as Columns
}
