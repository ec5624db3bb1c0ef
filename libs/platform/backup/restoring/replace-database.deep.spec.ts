/** Real: PostgreSQL and its databases. Faked: the content of the new database. */
import { randomBytes } from 'node:crypto';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { replaceDatabase } from '../index.js';

let test: TestDatabase;
let present: string;
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(() => runSql(test.adminUrl, `DROP DATABASE IF EXISTS ${present}`));
afterAll(() => test.close());

const inside = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
const databases = async () =>
  (await runSql<{ name: string }>(test.adminUrl, 'SELECT datname AS name FROM pg_database')).map(({ name }) => name);

async function replacing(length: number, build: () => Promise<void>): Promise<string> {
  present = `p${randomBytes(32).toString('hex')}`.slice(0, length);
  await runSql(test.adminUrl, `CREATE DATABASE ${present}`);
  const [adminUrl, ownerUrl, appUrl] = [
    inside(test.adminUrl, 'postgres'),
    inside(test.ownerUrl, present),
    inside(test.appUrl, present),
  ];
  return replaceDatabase({ adminUrl, ownerUrl, appUrl }, build);
}

it('refuses a name whose derived names PostgreSQL would truncate', async () => {
  await expect(replacing(63, async () => {})).rejects.toMatchObject({
    code: 'database_name_too_long',
    detail: { en: expect.stringContaining('48 bytes') },
  });
  expect(await databases()).toContain(present);
});

it('leaves the current database unchanged and no other behind when the build fails', async () => {
  const failing = async () => {
    throw new Error('broken archive');
  };
  await expect(replacing(48, failing)).rejects.toThrow('broken archive');
  expect((await databases()).filter((name) => name.startsWith(present))).toEqual([present]);
});
