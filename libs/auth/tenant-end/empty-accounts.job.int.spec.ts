// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the end of the sessions;
// the events, recorded once committed; the users, inserted by SQL; in the test that fills every table, the
// constraints, which are dropped.

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
  let published: TenantEmptied['data'][];
  let ended: string[];
  let dies: number;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  beforeEach(() => {
    published = [];
    ended = [];
    dies = Number.POSITIVE_INFINITY;
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  /** Inserts users with one e-mail token each, which a cascade would delete without counting. */
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

  function run(tenantId: string, on = database): Promise<undefined> {
    const events = {
      publish: async (tx: { afterCommit(act: () => void): void }, _subject: string, { data }: EventShape) => {
        dies -= 1;
        if (dies < 0) throw new Error('killed');
        tx.afterCommit(() => void published.push(data as TenantEmptied['data']));
        return '';
      },
    };
    const endTenant = async (id: string) => ended.push(id);
    const sessions = { end: async () => [], describe: async () => {}, endTenant };
    const payload = { tenantId, purgeId: tenantId, round: 1 };
    const context = { id: '', attempt: 1, signal: new AbortController().signal, progress: async () => {} };
    return new EmptyAccounts(on.database, events, sessions).run(payload, context);
  }

  const totals = () =>
    published.reduce<Record<string, number>>((sum, { counts }) => {
      for (const [table, rows] of Object.entries(counts)) sum[table] = (sum[table] ?? 0) + rows;
      return sum;
    }, {});
  const all = { 'auth.users': users, 'auth.email_tokens': users, 'auth.invitations': 3 };

  it('ends the sessions and publishes an event for each deleted batch, the last one marked done', async () => {
    const tenantId = await filled();
    await run(tenantId);
    expect(ended).toEqual([tenantId]);
    expect(totals()).toEqual(all);
    expect(published.map(({ done }) => done)).toEqual([...Array(published.length - 1).fill(false), true]);
    expect(published.every(({ counts }) => Object.values(counts).every((rows) => rows <= 5_000))).toBe(true);
  });

  it.each([1, 3, 5])('counts every row once over both runs when it was killed at batch %d', async (batch) => {
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

  it('empties every table of this context that holds rows of the tenant, and no other tenant’s', async () => {
    // Reads the list of tables from the catalogue, so that no new table is forgotten. Each gets rows without their references.
    const { rows: tables } = await admin.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attname = 'tenant_id' and not a.attisdropped order by 1`);
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['auth.users', 'auth.sessions', 'auth.revocations']));
    const [tenantId, other] = [newId(), newId()];
    const scratch = await testDatabase();
    const client = new pg.Client({ connectionString: scratch.adminUrl });
    await client.connect();
    try {
      await client.query(withoutConstraints);
      for (const name of names) for (const owner of [tenantId, other]) await insertSome(client, name, owner);
      const rowsOf = async (owner: string) => {
        const held: Record<string, string[]> = {};
        for (const name of names) {
          const text = `select t::text as row from ${name} t where tenant_id = $1 order by 1`;
          held[name] = (await client.query<{ row: string }>(text, [owner])).rows.map(({ row }) => row);
        }
        return held;
      };
      const others = await rowsOf(other);
      expect(Object.values(others).map(({ length }) => length)).toEqual(names.map(() => 3));
      await run(tenantId, scratch);
      expect(await rowsOf(tenantId)).toEqual(Object.fromEntries(names.map((name) => [name, []])));
      expect(await rowsOf(other)).toEqual(others);
      expect(totals()).toEqual(Object.fromEntries(names.map((name) => [name, 3])));
    } finally {
      await client.end();
      await scratch.close();
    }
  });
});

const withoutConstraints = `
  do $$ declare found record; begin
    for found in select conrelid::regclass as of, conname from pg_constraint
                  where connamespace = 'auth'::regnamespace and contype in ('c', 'f') loop
      execute format('alter table %s drop constraint %I', found.of, found.conname);
    end loop;
  end $$`;

/** Three rows of a tenant with something in each column that must not be empty. */
async function insertSome(client: pg.Client, table: string, tenantId: string): Promise<void> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select quote_ident(attname) as name, format_type(atttypid, null) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
        and attidentity = '' and attname <> 'tenant_id'`,
    [table],
  );
  const something: Readonly<Record<string, string>> = {
    uuid: 'gen_random_uuid()',
    text: 'gen_random_uuid()::text',
    bytea: 'uuid_send(gen_random_uuid())',
    jsonb: `'{}'`,
    integer: '1',
    smallint: '1',
    bigint: '1',
    boolean: 'true',
    date: 'now()',
    'timestamp with time zone': 'now()',
  };
  const values = columns.map(({ type }) =>
    type.endsWith('[]') ? `'{}'` : (something[type] ?? `no value for ${type}`),
  );
  await client.query(
    `insert into ${table} (tenant_id, ${columns.map(({ name }) => name)}) select $1, ${values} from generate_series(1, 3)`,
    [tenantId],
  );
}
