// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// events, which are recorded after the commit, and the apps, which are inserted by SQL.

import pg from 'pg';
import type { EventShape } from '#platform/events';
import { newId } from '#platform/ids';
import type { TenantEmptied } from '#tenants/events';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { EmptyStore } from './empty-store.job.js';

/** More than one batch of each table. */
const apps = 7_000;

describe('the job that empties a store', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let published: TenantEmptied['data'][];
  let batchesUntilKill: number;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  beforeEach(() => {
    published = [];
    batchesUntilKill = Number.POSITIVE_INFINITY;
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  async function filled(): Promise<string> {
    const tenantId = newId();
    // The triggers that count tags use the current tenant of the session.
    await admin.query(
      `set app.tenant_id = '${tenantId}';
       insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
         file_count, bytes, digest)
       select '${tenantId}', gen_random_uuid(), 'app-' || i, 'npm:' || i, 'App', 'app', '', '', '1', '[]', 0, 0, ''
       from generate_series(1, ${apps}) as i;
       insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
       select tenant_id, id, tag, name_key, created_at from catalog.apps, unnest(array['all', slug]) as tag
       where tenant_id = '${tenantId}'`,
    );
    return tenantId;
  }

  const run = (tenantId: string) =>
    new EmptyStore(database.database, {
      publish: async (tx, _subject, { data }: EventShape) => {
        batchesUntilKill -= 1;
        if (batchesUntilKill < 0) throw new Error('killed');
        tx.afterCommit(() => void published.push(data as TenantEmptied['data']));
        return '';
      },
    }).run(
      { tenantId, purgeId: tenantId, round: 1 },
      { id: '', attempt: 1, signal: new AbortController().signal, progress: async () => {} },
    );

  const totals = () =>
    published.reduce<Record<string, number>>((sum, { counts }) => {
      for (const [table, rows] of Object.entries(counts)) sum[table] = (sum[table] ?? 0) + rows;
      return sum;
    }, {});
  const all = { 'catalog.apps': apps, 'catalog.app_tags': 2 * apps, 'catalog.tag_counts': apps + 1 };

  it('publishes the counts of each batch, and the last as done', async () => {
    const tenantId = await filled();
    await run(tenantId);
    expect(totals()).toEqual(all);
    expect(published.map(({ done }) => done)).toEqual([...Array(published.length - 1).fill(false), true]);
    expect(published.every(({ counts }) => Object.values(counts).every((rows) => rows <= 5_001))).toBe(true);
  });

  it.each([1, 2, 3, 4, 5])(
    'counts every row once over two runs, when the first is killed at batch %d',
    async (batch) => {
      const [tenantId, other] = [await filled(), await filled()];
      batchesUntilKill = batch - 1;
      await expect(run(tenantId)).rejects.toThrow('killed');
      batchesUntilKill = Number.POSITIVE_INFINITY;
      await run(tenantId);
      expect(totals()).toEqual(all);
      const { rows } = await admin.query('select tenant_id, count(*)::int as n from catalog.apps group by 1');
      expect(rows).toEqual(expect.arrayContaining([{ tenant_id: other, n: apps }]));
      expect(rows.map(({ tenant_id }) => tenant_id)).not.toContain(tenantId);
    },
  );
});
