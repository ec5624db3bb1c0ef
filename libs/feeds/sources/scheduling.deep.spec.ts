// Real: PostgreSQL, its plans and its counters of what a transaction read. Faked: the tenants, which only their ids name.
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';

const due = 500;
const databases: TestDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.close())));

/** A database in which each tenant follows two of the sources, of which 500 are due whatever their number. */
async function made(tenants: number): Promise<TestDatabase> {
  const database = await testDatabase();
  databases.push(database);
  const sources = tenants * 1.2;
  const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;
  await runSql(
    database.adminUrl,
    // Without the trigger, which inserts sources one by one.
    `set session_replication_role = replica;
     insert into feeds.sources (id, url, host, due_at)
       select ${id('source', 'n')}, 'https://feed-' || n || '.example/', 'feed-' || n || '.example',
         now() + case when n % (${sources} / ${due}) = 0 then interval '-1 minute' else interval '1 hour' end
       from generate_series(0, ${sources} - 1) n;
     insert into feeds.subscriptions (tenant_id, id, source_id, url, title)
       select ${id('tenant', `(n % ${tenants})`)}, uuidv7(), ${id('source', `(n % ${sources})`)},
         'https://feed-' || n % ${sources} || '.example/', 'A feed'
       from generate_series(0, 2 * ${tenants} - 1) n;
     analyze feeds.sources, feeds.subscriptions`,
  );
  return database;
}

/** What a transaction reads that queues all that is due: rows of tables and entries of indexes together, and blocks. */
async function readBySchedule({ appUrl, adminUrl }: TestDatabase): Promise<{ rows: number; blocks: number }> {
  const [read] = await runSql<{ rows: number; blocks: number }>(
    appUrl,
    `select * from feeds.queue_due(2000);
     select sum(pg_stat_get_xact_tuples_returned(oid))::int as rows, sum(pg_stat_get_xact_blocks_fetched(oid))::int as blocks
       from pg_class where relnamespace = 'feeds'::regnamespace and relkind in ('r', 'i')`,
  );
  expect(await runSql(adminUrl, 'select from feeds.sources where queued')).toHaveLength(due);
  return read ?? { rows: 0, blocks: 0 };
}

it('what a scheduling round reads grows with the feeds that are due, and not with the tenants and feeds that exist', async () => {
  const few = await readBySchedule(await made(2_500));
  const many = await readBySchedule(await made(25_000));
  expect(few.rows).toBeGreaterThan(due);
  expect(many.rows / few.rows).toBeLessThanOrEqual(1.5);
  expect(many.blocks / few.blocks).toBeLessThanOrEqual(1.5);
});
