import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { rethrow } from './failures.js';

const CONNECT_TIMEOUT_MS = 5000;

/**
 * Settings that make rows read the same from every server, without timeouts. Selected from pg_settings,
 * because older servers lack some of them.
 */
const settings = `
  SELECT set_config(name, wanted.value, false)
  FROM pg_settings JOIN (VALUES
    ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('bytea_output', 'hex'),
    ('extra_float_digits', '1'), ('statement_timeout', '0'), ('lock_timeout', '0'), ('transaction_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0'), ('idle_session_timeout', '0')
  ) AS wanted (name, value) USING (name)`;

/** A separate connection for bulk work: COPY in both directions, and no timeouts. */
export class CopyConnection implements AsyncDisposable {
  private constructor(private readonly client: pg.Client) {}

  /**
   * @param url not through a pooler in transaction mode, which changes the server connection between transactions
   * @throws Problem `database_unavailable`, `database_refused`
   */
  static async open(url: string): Promise<CopyConnection> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'palier copy',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    // A lost connection fails the current statement; without a listener it would end the process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(settings);
      return new CopyConnection(client);
    } catch (error) {
      await client.end().catch(() => {});
      return rethrow(error);
    }
  }

  /** Runs `work` with a connection, and closes it in any case. @throws as `open` */
  static async use<T>(url: string, work: (connection: CopyConnection) => Promise<T>): Promise<T> {
    await using connection = await CopyConnection.open(url);
    return await work(connection);
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, [...values]).catch(rethrow)).rows;
  }

  /** Runs `work` in a transaction, which is rolled back when it throws. */
  async transaction<T>(begin: string, work: () => Promise<T>): Promise<T> {
    await this.query(begin);
    try {
      const result = await work();
      await this.query('COMMIT');
      return result;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  /** Whether a table exists. */
  async hasTable(name: string): Promise<boolean> {
    const [row] = await this.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name]);
    return row?.there ?? false;
  }

  /** Takes an advisory lock of the database until the connection is closed; false where another connection holds it. */
  async tryLock(key: number): Promise<boolean> {
    const [row] = await this.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [key]);
    return row?.held ?? false;
  }

  /** The rows of `COPY … TO STDOUT`. Read the stream to its end, or close the connection. */
  copyOut(text: string): Readable {
    return this.client.query(to(text));
  }

  /** Sends rows to `COPY … FROM STDIN`. A failure of `source` rejects, and no row is inserted. */
  async copyIn(text: string, source: Readable): Promise<void> {
    await pipeline(source, this.client.query(from(text))).catch(rethrow);
  }

  /** Closes the connection; a statement under way fails. */
  async close(): Promise<void> {
    await this.client.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
