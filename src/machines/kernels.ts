/** The kernels that a machine has: modules in its folders, by the hash of their code. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { identityOf } from './identity.ts'

const MODULES = '**/*.{ts,mts,js,mjs,cjs}'
/** Dependencies and declarations are no kernels. */
const NOT = (path: string): boolean => /(^|[\\/])node_modules$|\.d\.m?ts$/.test(path)
/** Ms until the folders are looked through again for a kernel that was not there. */
const AGAIN = 2000

export class Kernels {
  readonly #folders: readonly string[]
  #urls = new Map<string, string>()
  #ids = new Map<string, Set<string>>()
  #lookedAt = -Infinity
  /** As which code each module was loaded; Node loads a module once. */
  readonly #loaded = new Map<string, string>()

  constructor(folders: readonly string[]) {
    this.#folders = folders
  }

  /** How many modules there are. */
  get count(): number {
    this.#look()
    return this.#urls.size
  }

  /** The module with this hash, as it is now; null: there is none, or it was loaded when it was another. */
  find(id: string): string | null {
    const url = this.#current(id)
    if (url === null || (this.#loaded.get(url) ?? id) !== id) return null
    return url
  }

  /** The module of `find`, which from now on is this one. */
  load(id: string): string | null {
    const url = this.find(id)
    if (url !== null) this.#loaded.set(url, id)
    return url
  }

  #current(id: string): string | null {
    if (!this.#urls.has(id)) this.#look()
    const url = this.#urls.get(id)
    if (url === undefined) return null
    if (identityOf(url).id === id) return url
    // the file has changed since
    this.#lookedAt = -Infinity
    this.#look()
    return this.#urls.get(id) ?? null
  }

  /** Hashes of the files of a name. */
  namesakes(file: string): string[] {
    return [...(this.#ids.get(file) ?? [])]
  }

  #look(): void {
    if (performance.now() - this.#lookedAt < AGAIN) return
    this.#lookedAt = performance.now()
    this.#urls = new Map()
    this.#ids = new Map()
    for (const folder of this.#folders) {
      for (const path of globSync(MODULES, { cwd: folder, exclude: NOT })) {
        const url = pathToFileURL(join(folder, path)).href
        const { id, file } = identityOf(url)
        this.#urls.set(id, url)
        this.#ids.set(file, (this.#ids.get(file) ?? new Set()).add(id))
      }
    }
  }
}
