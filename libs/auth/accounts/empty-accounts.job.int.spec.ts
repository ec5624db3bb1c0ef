// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the sessions' end and
// the events, which are noted once committed, and the users, who never registered.

import pg from 'pg';
import type { EventShape } from '#platform/events';
import { newId } from '#platform/ids';
import type { TenantEmptied } from '#tenants/events';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { EmptyAccounts } from './empty-accounts.job.js';

/** More than one batch. */
const users = 7_000;

describe('the emptying of accounts', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let told: TenantEmptied['data'][];
  let ended: string[];
  let dies: number;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  beforeEach(() => {
    told = [];
    ended = [];
    dies = Number.POSITIVE_INFINITY;
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  /** Users with an e-mail token each, which would go with them unseen. */
  async function filled(): Promise<string> {
    const tenantId = newId();
    await admin.query(`
      insert into auth.users (tenant_id, id, email, name, role, state)
      select '${tenantId}', gen_random_uuid(), 'u' || i || '@x.example', 'User', 'member', 'active'
      from generate_series(1, ${users}) as i;
      insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
      select tenant_id, gen_random_uuid(), id, 'verify-email', sha256(email::bytea), now() from auth.users
      where tenant_id = '${tenantId}';
      insert into auth.invitations (tenant_id, id, email, role, invited_by, expires_at)
      select tenant_id, gen_random_uuid(), 'guest-' || email, 'member', id, now() from auth.users
      where tenant_id = '${tenantId}' limit 3`);
    return tenantId;
  }

  function run(tenantId: string): Promise<undefined> {
    const events = {
      publish: async (tx: { afterCommit(act: () => void): void }, _subject: string, { data }: EventShape) => {
        dies -= 1;
        if (dies < 0) throw new Error('killed');
        tx.afterCommit(() => void told.push(data as TenantEmptied['data']));
        return '';
      },
    };
    const endTenant = async (id: string) => ended.push(id);
    const sessions = { end: async () => [], describe: async () => {}, endTenant };
    const payload = { tenantId, purgeId: tenantId, round: 1 };
    const context = { id: '', attempt: 1, signal: new AbortController().signal, progress: async () => {} };
    return new EmptyAccounts(database.database, events, sessions).run(payload, context);
  }

  const totals = () =>
    told.reduce<Record<string, number>>((sum, { counts }) => {
      for (const [table, rows] of Object.entries(counts)) sum[table] = (sum[table] ?? 0) + rows;
      return sum;
    }, {});
  const all = { 'auth.users': users, 'auth.email_tokens': users, 'auth.invitations': 3 };

  it('ends the sessions, goes batch by batch and tells each, the last that it is through', async () => {
    const tenantId = await filled();
    await run(tenantId);
    expect(ended).toEqual([tenantId]);
    expect(totals()).toEqual(all);
    expect(told.map(({ done }) => done)).toEqual([...Array(told.length - 1).fill(false), true]);
    expect(told.every(({ counts }) => Object.values(counts).every((rows) => rows <= 5_000))).toBe(true);
  });

  it.each([1, 3, 5])('killed at its %d. batch, it counts every row once over both runs', async (batch) => {
    const [tenantId, other] = [await filled(), await filled()];
    dies = batch - 1;
    await expect(run(tenantId)).rejects.toThrow('killed');
    dies = Number.POSITIVE_INFINITY;
    await run(tenantId);
    expect(totals()).toEqual(all);
    const { rows } = await admin.query('select tenant_id, count(*)::int as n from auth.users group by 1');
    expect(rows).toEqual(expect.arrayContaining([{ tenant_id: other, n: users }]));
    expect(rows.map(({ tenant_id }) => tenant_id)).not.toContain(tenantId);
  });

  it('empties every table of this context that holds something of a tenant', async () => {
    const { rows } = await admin.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'tenant_id'
        and not c.relrowsecurity`);
    expect(rows).toEqual([]);
  });
});
