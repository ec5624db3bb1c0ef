import { PostgresConnection } from 'bullmq';

type ListenClient = Awaited<ReturnType<PostgresConnection['getListenClient']>>;

/**
 * BullMQ's connection, shared by all queues and workers of a process: one LISTEN instead of one each.
 * `close`, which every queue and worker calls, does nothing; `end` closes it.
 */
export class SharedConnection extends PostgresConnection {
  /** Migrations create the schema, and an unreachable database fails the statement itself. */
  override async waitUntilReady(): Promise<void> {}

  /** Every worker adds a listener: Node would warn of a leak. */
  override async getListenClient(): Promise<ListenClient> {
    const client: ListenClient & { setMaxListeners?(most: number): void } = await super.getListenClient();
    client.setMaxListeners?.(0);
    return client;
  }

  override async close(): Promise<void> {}

  /** Ends the LISTEN; the owner of the pool closes the pool. */
  end(): Promise<void> {
    return super.close();
  }
}
