/**
 * The query plans of each list of tenants.
 * Real: PostgreSQL with its planner. Faked: the 50,000 tenants, which are inserted by SQL.
 */
import pg from 'pg';
import { statementsOf } from '#platform/lists';
import { checkedStatements } from '../../../test/support/statements.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { tenantList } from './tenant-list.sql.js';

/** The value of each filter in the plans. */
const values = { search: '%4242%', product: 'velo', plan: 'pro', state: 'suspended' };

describe('the statements of the list of tenants', () => {
  let registry: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    registry = await testDatabase();
    owner = new pg.Client({ connectionString: registry.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await registry.close();
  });

  test('use an index on 50,000 tenants, and sort only the results of a search', async () => {
    await owner.query(`insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, created_at)
      select gen_random_uuid(), 'many-' || n, 'N ' || n, 'n ' || n, 'n ' || n, (array['wistant', 'veille', 'velo'])[1 + n % 3],
        (array['free', 'pro'])[1 + n % 2], now() - random() * interval '1 year'
      from generate_series(1, 50000) as n`);
    await owner.query(
      "update tenants.tenants set state = 'suspended', suspended_at = now() where right(slug, 1) = '0'",
    );
    await owner.query('analyze tenants.tenants');
    const indexes = new Map(checkedStatements().map(({ name, index = '' }) => [name, index]));
    const lists = statementsOf(tenantList).filter(({ way }) => way !== 'total');
    expect(lists).toHaveLength(192);
    for (const { statement, way } of lists) {
      const { name, text } = statement;
      const given = Object.entries(values).flatMap(([filter, value]) =>
        name.split('.').includes(filter) ? value : [],
      );
      const key = name.includes('name') ? 'n 3' : '2026-06-01T00:00:00Z';
      const rest = way === 'after' ? [key, '019a0000-0000-7000-8000-000000000000', 21] : [21, 0];
      const plan = await explain(text, [...given, ...rest]);
      expect([name, plan]).toEqual([name, expect.not.stringContaining('Seq Scan')]);
      expect([name, plan]).toEqual([name, expect.stringContaining(indexes.get(name) as string)]);
      if (!name.includes('search')) expect([name, plan]).toEqual([name, expect.not.stringContaining('Sort')]);
    }
  });

  async function explain(text: string, given: readonly (string | number)[]): Promise<string> {
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...given]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }
});
