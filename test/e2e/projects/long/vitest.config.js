import { watch, writeFileSync } from 'node:fs'
import { lanemark } from 'lanemark/vitest'
import { defineConfig } from 'vitest/config'

/** Cancels the run as soon as a kernel computes, as the key `c` does. */
const cancelling = {
  name: 'cancelling',
  configureVitest({ vitest }) {
    const sign = process.env.SIGN
    if (sign === undefined) return
    writeFileSync(sign, '')
    const watcher = watch(sign, () => {
      watcher.close()
      void vitest.cancelCurrentRun('keyboard-input')
    })
  },
}

export default defineConfig({ plugins: [lanemark(), cancelling] })
