/** The line to the server: connection, stream, consumers and objects. */
import { randomUUID } from 'node:crypto'
import {
  AckPolicy,
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream'
import type { Consumer, JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import { Objm } from '@nats-io/obj'
import type { ObjectStore } from '@nats-io/obj'
import { connect, nanos } from '@nats-io/transport-node'
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import { LanemarkError } from '../findings.ts'
import { errorLine } from '../text/describe.ts'
import type { GroupNames } from './names.ts'

/** How to reach the server: what the NATS client takes, TLS and all kinds of credentials included. */
export interface Access extends Omit<NodeConnectionOptions, 'servers'> {
  /** Such as `nats://10.0.0.1:4222`. */
  servers: string | string[]
}

/** Ms for the connection, and until a lost one is tried again. */
const CONNECT = 3000
const RETRY = 250
/** A message is at most so large, if the server takes it; the rest is stored apart. */
const MESSAGE = 2 ** 19
/** Of the server's own limit, for headers and subject. */
const OF_LIMIT = 0.9

export function unreachable(servers: Access['servers'], cause: unknown): LanemarkError {
  const finding = {
    code: 'server-unreachable',
    servers: [servers].flat().join(', '),
    reason: errorLine(cause),
  } as const
  return new LanemarkError(finding, { cause })
}

export class Link {
  /** Of this connection alone. */
  readonly id = randomUUID()
  readonly connection: NatsConnection
  readonly js: JetStreamClient
  readonly names: GroupNames
  readonly #manager: JetStreamManager
  #objects: ObjectStore

  /**
   * @throws {LanemarkError} `server-unreachable`
   */
  static async open(access: Access, names: GroupNames): Promise<Link> {
    let connection: NatsConnection | null = null
    try {
      connection = await connect({
        timeout: CONNECT,
        maxReconnectAttempts: -1,
        reconnectTimeWait: RETRY,
        reconnectJitter: RETRY,
        ...access,
      })
      const manager = await jetstreamManager(connection, { timeout: CONNECT })
      const js = jetstream(connection, { timeout: CONNECT })
      return new Link(connection, js, manager, names, await ensure(manager, js, names))
    } catch (cause) {
      await connection?.close()
      throw unreachable(access.servers, cause)
    }
  }

  private constructor(
    connection: NatsConnection,
    js: JetStreamClient,
    manager: JetStreamManager,
    names: GroupNames,
    objects: ObjectStore,
  ) {
    this.connection = connection
    this.js = js
    this.names = names
    this.#manager = manager
    this.#objects = objects
  }

  /** Bytes that a message may have; what is larger is stored apart. */
  get most(): number {
    return Math.min(MESSAGE, OF_LIMIT * (this.connection.info?.max_payload ?? MESSAGE))
  }

  /** Makes the stream and the bucket anew, where somebody has deleted them. */
  async ensure(): Promise<void> {
    this.#objects = await ensure(this.#manager, this.js, this.names)
  }

  /**
   * A consumer that all of one name share.
   * @param patience ms until what was taken and not acknowledged is given to another
   */
  async consumer(name: string, subject: string, patience: number): Promise<Consumer> {
    await this.#manager.consumers.add(this.names.stream, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(patience),
      filter_subject: subject,
      inactive_threshold: nanos(IDLE),
      max_ack_pending: 10_000,
    })
    return await this.js.consumers.get(this.names.stream, name)
  }

  /** Messages that nobody has taken, and those that somebody has; null: there is no such consumer. */
  async pendingOf(name: string): Promise<number | null> {
    try {
      const info = await this.#manager.consumers.info(this.names.stream, name)
      return info.num_pending + info.num_ack_pending
    } catch {
      return null
    }
  }

  async deleteConsumer(name: string): Promise<void> {
    await this.#manager.consumers.delete(this.names.stream, name).catch(ignore)
  }

  async purge(subject: string): Promise<void> {
    await this.#manager.streams.purge(this.names.stream, { filter: subject }).catch(ignore)
  }

  /** Takes a message back, whoever has it. */
  async withdraw(number: number): Promise<void> {
    await this.#manager.streams.deleteMessage(this.names.stream, number).catch(ignore)
  }

  async store(name: string, data: Uint8Array): Promise<void> {
    await this.#objects.putBlob({ name }, data)
  }

  /** Null: there is no such object. */
  async fetch(name: string): Promise<Uint8Array | null> {
    return await this.#objects.getBlob(name)
  }

  /** With the note that the store leaves of what was deleted. */
  async discard(name: string): Promise<void> {
    await this.#objects.delete(name).catch(ignore)
    const note = Buffer.from(name).toString('base64url')
    const { bucket } = this.names
    const filter = `$O.${bucket}.M.${note}${'='.repeat((4 - (note.length % 4)) % 4)}`
    await this.#manager.streams.purge(`OBJ_${bucket}`, { filter }).catch(ignore)
  }

  async close(): Promise<void> {
    await this.connection.close()
  }
}

/** Ms after which the server forgets a consumer that nobody uses. */
const IDLE = 60_000

/** What is to go may be gone already, and with a server that is away it goes by its own limits. */
const ignore = (): void => undefined

/** What is there stays as it is: its administrator may have set other limits. */
async function ensure(
  manager: JetStreamManager,
  js: JetStreamClient,
  { stream, subjects, bucket }: GroupNames,
): Promise<ObjectStore> {
  const known = await manager.streams.info(stream).catch(() => null)
  if (known === null) {
    await manager.streams.add({
      name: stream,
      subjects,
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      // what nobody has asked for in a day, nobody will
      max_age: nanos(86_400_000),
      duplicate_window: nanos(120_000),
    })
  }
  return await new Objm(js).create(bucket, { storage: StorageType.File, ttl: nanos(86_400_000) })
}
