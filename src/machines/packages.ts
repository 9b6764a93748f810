/** The packages that machines need: optional, so that only who uses machines has them. */
import { LanemarkError } from '../findings.ts'

const PACKAGES = ['@nats-io/transport-node', '@nats-io/jetstream', '@nats-io/obj']

/**
 * What an import that needs them failed with.
 * @throws {LanemarkError} `packages-missing`
 */
export function refuse(cause: unknown): never {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes('@nats-io/')) throw cause
  throw new LanemarkError({ code: 'packages-missing', packages: PACKAGES }, { cause })
}
