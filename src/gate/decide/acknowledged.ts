/** Which benchmarks people mean by the names of slowdowns that they know of. */

export interface Acknowledged {
  /** Ids, each once. */
  ids: string[]
  /** Names that no benchmark has. */
  unknown: string[]
}

/** A benchmark is named by its id, by its test, or by the end of either. */
export function acknowledged(
  names: readonly string[],
  entries: readonly { id: string; unit: string }[],
): Acknowledged {
  const found = names.map((name) => entries.filter((entry) => isMeant(entry, name)))
  return {
    ids: [...new Set(found.flat().map(({ id }) => id))],
    unknown: names.filter((_, index) => found[index]?.length === 0),
  }
}

function isMeant({ id, unit }: { id: string; unit: string }, name: string): boolean {
  // reports write > as ›, which needs no escaping
  const asked = name.replaceAll(' › ', ' > ')
  return [id, unit].some((own) => own === asked || own.endsWith(` > ${asked}`))
}
