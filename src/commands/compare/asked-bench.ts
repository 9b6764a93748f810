/** The bench file of every comparison that the command line asks for; Vitest runs it where it lies. */
import { inject } from 'vitest'
import { test } from '../../compare/fixture.ts'
import { kernel } from '../../kernel.ts'
import { inputsFrom } from './asked-inputs.ts'

const asked = inject('lanemark:asked')
if (asked === undefined) throw new Error('this bench file is run by `lanemark compare`')

test(asked.name, async ({ compareModes }) => {
  const { url, name } = asked.kernel
  await compareModes(kernel(url, name), await inputsFrom(asked.inputs), asked.options)
})
