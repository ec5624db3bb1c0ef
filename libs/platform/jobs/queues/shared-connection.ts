import { PostgresConnection } from 'bullmq';

/** BullMQ's connection, shared by all queues and workers of a process. `close`, which each of them calls, does nothing. */
export class SharedConnection extends PostgresConnection {
  /** Migrations create the schema, and an unreachable database fails the statement itself. */
  override async waitUntilReady(): Promise<void> {}

  override async close(): Promise<void> {}

  /** Statements of a worker that has not ended wait from then on; the owner of the pool closes the pool. */
  end(): Promise<void> {
    return super.close();
  }
}
