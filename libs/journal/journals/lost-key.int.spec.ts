// Real: the whole API, PostgreSQL. Faked: a restore without the keys of persons, by their deletion.
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

const today = new Date().toISOString().slice(0, 10);

let api: TestApp;
let [person, other]: SignedIn[] = [];
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  const tenant = await freshTenant(api);
  [person, other] = [await signedIn(api, tenant, 'member'), await signedIn(api, tenant, 'member')];
});
afterAll(() => api?.close());

const call = (who: SignedIn | undefined, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
  callAs(api, who?.token ?? '', method, `/v1/journal/${path}`, body);
const write = async (who: SignedIn | undefined, reflection: string): Promise<string> =>
  (await call(who, 'POST', 'entries', { day: today, reflection })).json().id;
const change = async (id: string, reflection: string) => {
  const { etag } = (await call(person, 'GET', `entries/${id}`)).headers;
  const url = `/v1/journal/entries/${id}`;
  return callAs(api, person?.token ?? '', 'PUT', url, { day: today, reflection }, { 'if-match': String(etag) });
};
const lose = () => runSql(api.database.adminUrl, `delete from platform.person_keys where user_id = '${person?.id}'`);

describe('a journal whose key is gone', () => {
  it('is read without its texts', async () => {
    const id = await write(person, 'Lost');
    await lose();
    expect((await call(person, 'GET', `entries/${id}`)).json()).toMatchObject({ day: today, reflection: '' });
    expect((await call(person, 'GET', 'entries')).json().data).toMatchObject([{ id, reflection: '' }]);
  });

  it('gets another with the next text, and what the former sealed is deleted', async () => {
    const [lost, kept] = [await write(person, 'Lost before'), await write(other, 'Kept')];
    await change(lost, 'Lost');
    await lose();
    const id = await write(person, 'Found');
    const texts = (await call(person, 'GET', 'entries'))
      .json()
      .data.map((entry: Entry) => [entry.id, entry.reflection]);
    expect(new Map(texts)).toEqual(
      new Map([
        [id, 'Found'],
        [lost, ''],
      ]),
    );
    expect((await call(person, 'GET', `entries/${lost}/versions`)).json().data).toMatchObject([{ reflection: '' }]);
    expect((await call(other, 'GET', `entries/${kept}`)).json().reflection).toBe('Kept');
    const left = `select count(*)::int as texts from journal.entry_versions where reflection is not null and user_id = '${person?.id}'`;
    expect(await runSql(api.database.adminUrl, left)).toEqual([{ texts: 0 }]);
  });

  it('takes a change of an entry whose text is lost', async () => {
    const id = await write(person, 'Lost');
    await lose();
    const changed = await change(id, 'Again');
    expect([changed.statusCode, changed.json().reflection]).toEqual([200, 'Again']);
  });

  it('is never emptied while the key is there', async () => {
    const id = await write(person, 'Kept');
    const asPerson = `select set_config('app.tenant_id', tenant_id::text, false), set_config('app.user_id', user_id::text, false)
      from journal.journals where user_id = '${person?.id}'`;
    await runSql(api.database.adminUrl, `${asPerson}; select journal.forget_unreadable()`);
    expect((await call(person, 'GET', `entries/${id}`)).json().reflection).toBe('Kept');
  });
});

interface Entry {
  readonly id: string;
  readonly reflection: string;
}
