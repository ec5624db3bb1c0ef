// Real: PostgreSQL with its roles and policies, the master key. Faked: nothing.
import { randomBytes } from 'node:crypto';
import { Settings } from '#platform/config';
import { statement } from '#platform/database';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { PersonKeys, personKey } from './person-keys.js';

const purpose = 'test.key';
const read = statement<{ sealed: Buffer }>('test.key')`select ${personKey(purpose)} as sealed`;

let test: TestDatabase;
let keys: PersonKeys;
beforeAll(async () => {
  test = await testDatabase();
  keys = new PersonKeys(
    new MasterKey(Object.assign(new Settings(), { masterKey: randomBytes(32).toString('base64url') })),
  );
});
afterAll(() => test.close());

const somebody = (tenantId = newId()) => ({ tenantId, userId: newId() });
type Person = ReturnType<typeof somebody>;
const make = (person: Person) => test.database.transaction(person, (tx) => keys.make(tx, person, purpose));
const sealedOf = async (person: Person) => (await test.database.read(person, read))[0]?.sealed ?? Buffer.alloc(0);

it('are made once, and open what they sealed', async () => {
  const person = somebody();
  await Promise.all([1, 2, 3].map(() => make(person)));
  const sealed = await sealedOf(person);
  const text = keys.open(person, purpose, sealed)?.seal(Buffer.from('a text'), 'a row') ?? Buffer.alloc(0);
  await make(person);
  expect(await sealedOf(person)).toEqual(sealed);
  expect(String(keys.open(person, purpose, sealed)?.open(text, 'a row'))).toBe('a text');
});

it('open for their person and purpose alone, and are empty before they are made', async () => {
  const person = somebody();
  const other = somebody(person.tenantId);
  await make(person);
  const sealed = await sealedOf(person);
  expect([keys.open(other, purpose, sealed), keys.open(person, 'test.other', sealed)]).toEqual([undefined, undefined]);
  expect(await sealedOf(other)).toHaveLength(0);
  expect(keys.open(other, purpose, await sealedOf(other))).toBeUndefined();
});

it('are neither changed nor deleted by the application', async () => {
  const person = somebody();
  await make(person);
  const asPerson = `set app.tenant_id = '${person.tenantId}'; set app.user_id = '${person.userId}';`;
  for (const text of ["update platform.person_keys set sealed = ''", 'delete from platform.person_keys']) {
    await expect(runSql(test.appUrl, `${asPerson} ${text}`)).rejects.toThrow('permission denied');
  }
});

it('go before anything else of the person or of the tenant', async () => {
  const person = somebody();
  await make(person);
  await runSql(
    test.adminUrl,
    `insert into journal.journals (tenant_id, user_id, data_key)
       select tenant_id, user_id, sealed from platform.person_keys where user_id = '${person.userId}';
     insert into platform.erasures (tenant_id, user_id, state, pseudonym, asked_by, due_at, next_at)
       values ('${person.tenantId}', '${person.userId}', 'erasing', uuidv7(), 'member:test', now(), now())`,
  );
  const first = async (rows: string, url = test.ownerUrl) =>
    (
      await runSql<{ name: string }>(url, `set app.tenant_id = '${person.tenantId}'; select name from platform.${rows}`)
    )[0];
  expect(await first('delete_tenant_rows(10)')).toEqual({ name: 'platform.person_keys' });
  await runSql(
    test.adminUrl,
    `insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
       select tenant_id, user_id, '${purpose}', data_key from journal.journals where user_id = '${person.userId}'`,
  );
  expect(await first(`erase_rows_of_person('${person.userId}', 10)`, test.appUrl)).toEqual({
    name: 'platform.person_keys',
  });
});
