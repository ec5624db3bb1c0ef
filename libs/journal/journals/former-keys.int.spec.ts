// Real: the whole API, PostgreSQL, the migration. Faked: the version before, by its statement.
import { JournalFormerKeys1763700008442 } from '../../../migrations/1763700008442-journal-former-keys.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

const entry = { day: new Date().toISOString().slice(0, 10), reflection: 'A secret' };

let api: TestApp;
let tenant: { id: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  const made = await freshTenant(api);
  [tenant, person] = [made, await signedIn(api, made, 'member')];
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST', path = '', body?: object) =>
  callAs(api, person.token, method, `/v1/journal/entries${path}`, body);
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

it('a journal that the version before opened is read and written', async () => {
  await call('POST', '', entry);
  const keys = () => sql<{ sealed: Buffer }>(`select sealed from platform.person_keys where user_id = '${person.id}'`);
  const before = await keys();
  await sql(
    ['journal.entries', 'journal.journals', 'platform.person_keys']
      .map((table) => `delete from ${table} where user_id = '${person.id}'`)
      .join('; '),
  );
  await runSql(
    api.database.appUrl,
    `set app.tenant_id = '${tenant.id}'; set app.user_id = '${person.id}';
     insert into journal.journals (tenant_id, user_id, data_key)
       values ('${tenant.id}', '${person.id}', '\\x${before[0]?.sealed.toString('hex')}')`,
  );
  const { id } = (await call('POST', '', entry)).json();
  expect(before[0]?.sealed.length).toBeGreaterThan(60);
  expect(await keys()).toEqual(before);
  expect((await call('GET', `/${id}`)).json().reflection).toBe('A secret');
});

it('the keys of the journals of before are taken over, and none that is there is replaced', async () => {
  const { id } = (await call('POST', '', entry)).json();
  const keys = () =>
    sql('select tenant_id, user_id, purpose, sealed from platform.person_keys order by tenant_id, user_id, purpose');
  const before = await keys();
  await sql(`delete from platform.person_keys where user_id = '${person.id}'`);
  expect((await call('GET', `/${id}`)).json().reflection).toBe('');
  for (const step of JournalFormerKeys1763700008442.steps) await runSql(api.database.ownerUrl, String(step));
  expect(await keys()).toEqual(before);
  expect((await call('GET', `/${id}`)).json().reflection).toBe('A secret');
});
