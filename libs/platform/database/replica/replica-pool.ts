import pg, { type ClientBase, type PoolClient } from 'pg';
import { clientOptions } from '../connection/client-options.js';
import type { ConnectionOptions } from '../connection/connection-options.js';
import { releaseClient } from '../transaction/run-transaction.js';

/** Milliseconds that a new connection may take: the primary can answer meanwhile. */
const CONNECT_MS = 1000;
/** Milliseconds after the statement timeout after which a connection without an answer counts as lost. */
const SILENCE_MS = 500;
/**
 * The server looks five times a second whether who asked is still there: without it, it works on for reads that were given up,
 * beside those on the connections that took their place.
 */
const noticeClosing = 'SET client_connection_check_interval = 200';

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
  private pool: pg.Pool;
  private readonly clients = new Set<PoolClient>();
  private readonly underWay = new Set<UnderWay>();

  constructor(
    private readonly url: string,
    private readonly options: ConnectionOptions,
  ) {
    this.pool = this.open();
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

  /** Abandons all reads, and closes all connections: later reads use new ones. */
  renew(): void {
    const former = this.pool;
    this.pool = this.open();
    void this.end(former);
  }

  close(): Promise<void> {
    return this.end(this.pool);
  }

  private open(): pg.Pool {
    const { poolSize: max, statementTimeoutMs } = this.options;
    const shared = clientOptions(this.options);
    const own = {
      connectionString: this.url,
      max,
      application_name: 'palier reads',
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: statementTimeoutMs + SILENCE_MS,
      async onConnect(client: ClientBase) {
        await shared.onConnect(client);
        // Some platforms refuse it, and PostgreSQL before 14.
        await client.query(noticeClosing).catch(() => {});
      },
    };
    const pool = new pg.Pool({ ...shared, ...own } as pg.PoolConfig);
    pool.on('error', () => {});
    pool.on('connect', (client) => this.clients.add(client));
    pool.on('remove', (client) => this.clients.delete(client));
    return pool;
  }

  private async end(pool: pg.Pool): Promise<void> {
    this.abandon();
    // A silent server would not answer their farewell.
    for (const client of this.clients) client.connection.stream.destroy();
    await pool.end();
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
