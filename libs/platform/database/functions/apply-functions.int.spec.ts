/** Real: PostgreSQL, and the files of the product. Faked: nothing; the functions that change are the test's own. */
import { migrate, migration } from '#platform/database';
import { migrations } from '../../../../migrations/index.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { functionFiles, statementsOf } from './function-files.js';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.close());

const greeting = (text: string, result = 'text', args = '') => ({
  name: 'tests/greet.sql',
  text: `set local role palier_cross_tenant;

create or replace function platform.greet(${args}) returns ${result} language sql immutable security definer
  set search_path = pg_catalog, pg_temp as $$ select ${text}::${result} $$;
grant execute on function platform.greet(${args}) to palier_app, palier_owner;
`,
});

const apply = (...files: Array<{ name: string; text: string }>) => migrate(test.ownerUrl, migrations, files);
const greet = async () => (await runSql<{ said: string }>(test.appUrl, 'SELECT platform.greet() AS said'))[0]?.said;

it('makes functions with the rights of the role that their file names, and replaces those that changed', async () => {
  expect(await apply(greeting("'hello'"))).toEqual(['tests/greet.sql']);
  expect(await greet()).toBe('hello');
  expect(await apply(greeting("'hello'"))).toEqual([]);
  expect(await apply(greeting("'good day'"))).toEqual(['tests/greet.sql']);
  expect(await greet()).toBe('good day');
  const owners = "SELECT proowner::regrole::text AS owner FROM pg_proc WHERE proname = 'greet'";
  expect(await runSql(test.adminUrl, owners)).toEqual([{ owner: 'palier_cross_tenant' }]);
  const rights = "SELECT has_schema_privilege('palier_cross_tenant', 'platform', 'create') AS creates";
  expect(await runSql(test.adminUrl, rights)).toEqual([{ creates: false }]);
});

it('leaves what a newer version made, when the version before starts again', async () => {
  await apply(greeting("'hello'"));
  await apply(greeting("'good day'"));
  expect(await apply(greeting("'hello'"))).toEqual([]);
  expect(await greet()).toBe('good day');
});

it('leaves what a newer version made, although this one was never here', async () => {
  const newer = [...migrations, { name: 'NewerVersion1', ...migration('SELECT 1') }];
  await migrate(test.ownerUrl, newer, [greeting("'good day'")]);
  expect(await apply(greeting("'hello'"))).toEqual([]);
  expect(await greet()).toBe('good day');
});

it('applies each file once with ten concurrent starts', async () => {
  const starts = await Promise.all(Array.from({ length: 10 }, () => apply(greeting("'hello'"))));
  expect(starts.flat()).toEqual(['tests/greet.sql']);
});

it.each([
  ['returns another type', greeting('1', 'integer'), 'cannot change return type'],
  ['takes other arguments', greeting("'hello'", 'text', 'text'), 'platform.greet has other arguments'],
])('refuses a function that %s, and changes nothing', async (_what, changed, reason) => {
  await apply(greeting("'hello'"));
  const another = { name: 'tests/another.sql', text: greeting("'hello'").text.replaceAll('greet', 'another') };
  await expect(apply(another, changed)).rejects.toMatchObject({
    code: 'function_incompatible',
    message: expect.stringContaining(reason),
  });
  expect(await greet()).toBe('hello');
  expect(await runSql(test.adminUrl, "SELECT FROM pg_proc WHERE proname = 'another'")).toEqual([]);
  expect(await apply(another)).toEqual(['tests/another.sql']);
});

it('refuses to change a function that an index is made of', async () => {
  await apply(greeting("'hello'"));
  await runSql(test.ownerUrl, 'CREATE TABLE things (id int)');
  await runSql(test.adminUrl, 'CREATE INDEX ON things (platform.greet())');
  await expect(apply(greeting("'good day'"))).rejects.toMatchObject({
    code: 'function_incompatible',
    message: expect.stringContaining('an index is made of it'),
  });
  const { name, text } = greeting("'hello'");
  expect(await apply({ name, text: text.replace('select', '\n    select') })).toEqual([name]);
});

it('has files of which PostgreSQL accepts every body, with all functions there', async () => {
  const files = functionFiles();
  expect(files.length).toBeGreaterThan(50);
  const checked = files.map((file) =>
    statementsOf(file).replace('check_function_bodies = off', 'check_function_bodies = on'),
  );
  await runSql(test.ownerUrl, ['BEGIN', ...checked, 'ROLLBACK'].join(';\n'));
});
