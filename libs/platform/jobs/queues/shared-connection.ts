import { PostgresConnection } from 'bullmq';

type ListenClient = Awaited<ReturnType<PostgresConnection['getListenClient']>>;

/**
 * BullMQ's connection, shared by all queues and workers of a process: one LISTEN for them all
 * instead of one each. What borrows it does not close it.
 */
export class SharedConnection extends PostgresConnection {
  /** The schema is a matter of migrations; a database that is away shows at the statement itself. */
  override async waitUntilReady(): Promise<void> {}

  /** Each worker hears it, and there may be more of them than Node finds plausible. */
  override async getListenClient(): Promise<ListenClient> {
    const client: ListenClient & { setMaxListeners?(most: number): void } = await super.getListenClient();
    client.setMaxListeners?.(0);
    return client;
  }

  override async close(): Promise<void> {}

  /** Ends the LISTEN; the pool is its owner's. */
  end(): Promise<void> {
    return super.close();
  }
}
