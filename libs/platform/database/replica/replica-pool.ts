import pg, { type PoolClient } from 'pg';
import { clientOptions } from '../connection/client-options.js';
import type { ConnectionOptions } from '../connection/connection-options.js';
import { releaseClient } from '../transaction/run-transaction.js';

/** Milliseconds that a new connection may take: the primary can answer meanwhile. */
const CONNECT_MS = 1000;

/** A read that is under way on the replica. */
class UnderWay {
  readonly abandoned = Promise.withResolvers<never>();
  over = false;
  client: PoolClient | undefined;

  constructor() {
    this.abandoned.promise.catch(() => {});
  }

  abandon(): void {
    this.over = true;
    this.client?.connection.stream.destroy();
    this.abandoned.reject(new Error('The replica does not answer.'));
  }
}

/** The connections to the replica. Nobody waits for one: who finds none free reads from the primary. */
export class ReplicaPool {
  private readonly pool: pg.Pool;
  private readonly clients = new Set<PoolClient>();
  private readonly underWay = new Set<UnderWay>();

  constructor(url: string, options: ConnectionOptions) {
    const { poolSize: max } = options;
    const application_name = 'palier reads';
    const own = { connectionString: url, max, application_name, connectionTimeoutMillis: CONNECT_MS };
    this.pool = new pg.Pool({ ...clientOptions(options), ...own } as pg.PoolConfig);
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => this.clients.add(client));
    this.pool.on('remove', (client) => this.clients.delete(client));
  }

  get full(): boolean {
    const { idleCount, totalCount, waitingCount, options } = this.pool;
    return idleCount + options.max - totalCount <= waitingCount;
  }

  /** @throws what `query` throws; Error when no connection opens in time, or after `abandon` */
  async run<T>(query: (client: PoolClient) => Promise<T>): Promise<T> {
    const read = new UnderWay();
    this.underWay.add(read);
    const answer = this.answer(read, query);
    // Of a read that was abandoned nobody awaits it.
    answer.catch(() => {});
    try {
      return await Promise.race([answer, read.abandoned.promise]);
    } finally {
      this.underWay.delete(read);
    }
  }

  /** Fails all reads that are under way, and destroys their connections. */
  abandon(): void {
    for (const read of this.underWay) read.abandon();
  }

  async close(): Promise<void> {
    this.abandon();
    // A silent server would not answer their farewell.
    for (const client of this.clients) client.connection.stream.destroy();
    await this.pool.end();
  }

  private async answer<T>(read: UnderWay, query: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: unknown;
    try {
      read.client = client;
      if (read.over) throw new Error('Connection terminated: the read was abandoned.');
      return await query(client);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      read.client = undefined;
      releaseClient(client, failure);
    }
  }
}
