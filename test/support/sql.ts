import pg from 'pg';

/** Connections to databases of this run, by their URL; each query has one to itself. */
const pools = new Map<string, pg.Pool>();

/** Runs SQL as whom the URL names, in a session without a past, and returns the rows of its last statement. */
export async function runSql<Row extends object>(url: string, sql: string): Promise<Row[]> {
  if (!isOfThisRun(url)) return runSqlAlone(url, sql);
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 20, allowExitOnIdle: true });
  // The database is dropped with its connections.
  if (!pools.has(url)) pool.on('error', () => {});
  pools.set(url, pool);
  const client = await pool.connect();
  try {
    const rows = await lastRows<Row>(client, sql);
    await client.query('DISCARD ALL');
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Ends the connections to a database of this run, by its name. */
export async function endConnections(database: string): Promise<void> {
  const ended = [...pools].filter(([url]) => new URL(url).pathname === `/${database}`);
  for (const [url] of ended) pools.delete(url);
  await Promise.all(ended.map(([, pool]) => pool.end()));
}

/** Other servers are stopped and killed by their tests: a connection that is kept would fail afterwards. */
function isOfThisRun(url: string): boolean {
  const shared = process.env.TEST_POSTGRES_URLS;
  return shared !== undefined && new URL(JSON.parse(shared).admin).host === new URL(url).host;
}

/** As `runSql`, over a connection that nothing has used: PostgreSQL counts what a connection read until it reports that. */
export async function runSqlAlone<Row extends object>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await lastRows<Row>(client, sql);
  } finally {
    await client.end();
  }
}

async function lastRows<Row extends object>(client: pg.ClientBase, sql: string): Promise<Row[]> {
  const result: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await client.query<Row>(sql);
  return (Array.isArray(result) ? result.at(-1) : result).rows;
}
