import pg from 'pg';
import type { Statement } from '../statement.js';
import type { UnscopedAccess } from '../unscoped.js';
import type { ConnectionOptions } from './connection-options.js';
import { asProblem, isConnectionLost } from './failures.js';

/** Connections of this process, at most: while one waits for its commit, another is filled. */
export const stagedCopies = 2;
/** Milliseconds without use after which a connection is closed. */
const IDLE_MS = 60_000;

/** Where rows go that come from several tenants at once. */
export interface StagedTarget<Row extends object, Values extends readonly unknown[]> {
  /** Gives the number of a staging table that nobody else has until the end of the transaction. */
  readonly takeLane: Statement<{ lane: number }, []>;
  /** The staging table of a lane, with its columns. */
  table(lane: number): string;
  /** Moves the rows of the lane, its first parameter, to where they belong, and empties the staging table. */
  readonly move: Statement<Row, readonly [lane: number, ...Values]>;
}

/**
 * Writes rows of several tenants by one binary COPY and one commit. COPY is refused on tables with row level security: the
 * rows go to a staging table, into which the application may only insert, and a function of its owner moves them.
 * The connections are apart from the pool's, whose pipeline refuses COPY.
 */
export class StagedCopies {
  private readonly pool: pg.Pool;
  private readonly begin: string;
  private readonly limitMs: number;

  constructor({ url, statementTimeoutMs, lockTimeoutMs, connectTimeoutMs = 5000 }: ConnectionOptions) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: stagedCopies,
      application_name: 'palier copy',
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: IDLE_MS,
    });
    // A connection that is lost while idle is replaced at its next use; one that is lost in use fails its statement.
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => client.on('error', () => {}));
    // In the transaction, because a pooler refuses them as parameters of the connection.
    this.begin = `begin; set local statement_timeout = ${statementTimeoutMs}; set local lock_timeout = ${lockTimeoutMs}`;
    // The server ends a statement that takes too long; this ends the wait for a server that is silent.
    this.limitMs = 2 * statementTimeoutMs + 5000;
  }

  /**
   * Stores rows in one transaction.
   *
   * @param _access listed in `unscoped.ts`
   * @param rows pieces of binary COPY, with header and trailer
   * @param values of `move` after the lane
   * @throws Problem as `Database`, also `database_contention` (503); what it throws may have been stored, where the connection was lost at the commit
   */
  async unscopedCopy<Row extends object, Values extends readonly unknown[]>(
    _access: UnscopedAccess,
    target: StagedTarget<Row, Values>,
    rows: readonly Buffer[],
    ...values: Values
  ): Promise<Row[]> {
    let client: pg.PoolClient | undefined;
    let lost: NodeJS.Timeout | undefined;
    let failure: unknown;
    try {
      client = await this.pool.connect();
      const connection = client as unknown as { connection: { stream: { destroy(): void } } };
      lost = setTimeout(() => connection.connection.stream.destroy(), this.limitMs);
      return await store(client, this.begin, target, rows, values);
    } catch (error) {
      failure = error;
      if (isConnectionLost(error)) throw asProblem(error);
      await client?.query('rollback').catch(() => undefined);
      throw asProblem(error);
    } finally {
      clearTimeout(lost);
      client?.release(failure !== undefined && isConnectionLost(failure));
    }
  }

  /** Ends the connections once their transactions have ended. */
  close(): Promise<void> {
    return this.pool.end();
  }
}

/**
 * Two round trips: while many clients are served, each waits for a turn of the event loop and of the server's process. The
 * second sends COPY, its rows, `move` and the commit together.
 */
async function store<Row extends object, Values extends readonly unknown[]>(
  client: pg.PoolClient,
  begin: string,
  { takeLane, table, move }: StagedTarget<Row, Values>,
  rows: readonly Buffer[],
  values: Values,
): Promise<Row[]> {
  const [taken] = (await client.query(`${begin}; ${takeLane.text}`).then(results)).slice(-1);
  const { lane } = (taken?.rows[0] ?? {}) as { lane?: number };
  if (lane === undefined) throw new Error('No lane was taken.');
  const moving = withLiterals(move.text, [lane, ...values]);
  const text = `copy ${table(lane)} from stdin (format binary); ${moving}; commit`;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  client.query(copyQuery(text, rows, (error, all) => (error ? reject(error) : resolve(all))));
  const [, moved] = results(await promise);
  return (moved?.rows ?? []) as Row[];
}

/** Of one statement or several. */
const results = (all: unknown) => [all].flat() as pg.QueryResult[];

/** Statements that are sent together have no parameters. */
const withLiterals = (text: string, values: readonly unknown[]) =>
  text.replace(/\$(\d+)/g, (_, place) => pg.escapeLiteral(String(values[Number(place) - 1])));

/** What pg's connection has beside its types. */
type CopyConnection = pg.Connection & { sendCopyFromChunk(rows: Buffer): void; endCopyFrom(): void };

/**
 * Sends the rows of a COPY without waiting until the server asks for them. Where a statement fails before, the server ignores
 * them, as its protocol states.
 */
function copyQuery(text: string, rows: readonly Buffer[], done: (error: Error | undefined, all: unknown) => void) {
  const query = new pg.Query(text, undefined, done);
  const submit = query.submit.bind(query);
  return Object.assign(query, {
    submit(connection: CopyConnection) {
      connection.stream.cork();
      const error = submit(connection);
      for (const piece of rows) connection.sendCopyFromChunk(piece);
      connection.endCopyFrom();
      connection.stream.uncork();
      return error;
    },
    handleCopyInResponse() {},
  });
}
