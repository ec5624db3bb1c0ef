// Real: PostgreSQL, row level security, the migrations as they are deployed. Faked: the tenants, whose rows are inserted.
import { migrate } from '#platform/database';
import { newId } from '#platform/ids';
import { migrations } from '../../../migrations/index.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { sendEvents } from './scopes.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

it('keys of every tenant that were made to send events under its former name still may', async () => {
  const [one, two] = [newId(), newId()];
  const values = (tenantId: string, prefix: string, scopes: string) =>
    `('${tenantId}', '${newId()}', 'secret', 'key', '${prefix}', sha256('x'), '${scopes}')`;
  await runSql(
    test.adminUrl,
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan)
       values ('${one}', 'one-shop', 'One', 'one', 'one', 'wistant', 'free'), ('${two}', 'two-shop', 'Two', 'two', 'two', 'velo', 'free');
     insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes)
       values ${values(one, 'aaaaaaaa', '{members.read,events.ingest}')}, ${values(one, 'bbbbbbbb', '{members.read}')},
         ${values(two, 'cccccccc', '{events.ingest}')};
     insert into platform.api_keys (id, prefix, hash, name, scopes)
       values ('${newId()}', 'dddddddd', sha256('x'), 'machine', '{events.ingest}');
     delete from platform.migrations where name = 'AuthAnalyticsScope1763700008210'`,
  );
  expect(await migrate(test.ownerUrl, migrations)).toEqual(['AuthAnalyticsScope1763700008210']);
  const scopes = `select prefix, scopes from auth.api_keys union all select prefix, scopes from platform.api_keys order by 1`;
  expect(await runSql(test.adminUrl, scopes)).toEqual([
    { prefix: 'aaaaaaaa', scopes: ['members.read', sendEvents] },
    { prefix: 'bbbbbbbb', scopes: ['members.read'] },
    { prefix: 'cccccccc', scopes: [sendEvents] },
    { prefix: 'dddddddd', scopes: [sendEvents] },
  ]);
});
