// Real: PostgreSQL, its roles and policies. Faked: the table, which belongs to no context.
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { declareTable } from '../catalogue/migration.js';
import { proveTables } from './prove-tables.js';

const [tenant, other] = [newId(), newId()];
const [anna, bela, cleo] = [newId(), newId(), newId()].sort();
const own = "user_id = nullif(current_setting('app.user_id', true), '')::uuid";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.diaries (tenant_id uuid, id uuid default uuidv7(), user_id uuid not null, text text, primary key (tenant_id, id));
     create index on tests.diaries (tenant_id, user_id);
     ${declareTable('tests.diaries', {
       kind: 'person',
       holds: 'A page of a diary.',
       persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['text'] }],
       inExports: { en: 'Yours.', fr: 'À vous.' },
     })};
     grant select, insert, update, delete on tests.diaries to palier_app`,
  );
  await runSql(
    test.adminUrl,
    `insert into tests.diaries (tenant_id, user_id) values
      ('${tenant}', '${anna}'), ('${tenant}', '${bela}'), ('${tenant}', '${cleo}'), ('${other}', '${anna}')`,
  );
});
afterAll(async () => {
  // Each test repairs what it broke.
  expect(await claims(false, [tenant, other])).toEqual([]);
  await test.close();
});

/** The claims about diaries, of no given tenant or of one. */
const claims = async (holding: boolean, tenantIds: readonly string[] = []) =>
  (await proveTables(test.appUrl, tenantIds, test.ownerUrl))
    .filter(({ subject, holds }) => subject === 'tests.diaries' && holds === holding)
    .map(({ claim }) => claim);
const people = [anna, cleo].map((user) => `shows user ${user} of ${tenant} no row of another`);

it('acts for users who have rows, in the tenants that are given and in one that has rows', async () => {
  expect(await claims(true, [tenant, other])).toEqual(
    expect.arrayContaining([
      ...people,
      `shows user ${anna} of ${other} no row of another`,
      `refuses a row of user ${cleo} of ${tenant} in another's name`,
      `lets an unknown user of ${other} delete no row`,
    ]),
  );
  expect((await claims(true)).filter((claim) => / user .* no row of another/.test(claim)).length).toBeGreaterThan(0);
  expect((await claims(true, [tenant])).join()).not.toContain(bela);
  expect(await claims(false, [tenant, other])).toEqual([]);
});

it.each<[string, string, readonly string[]]>([
  [
    'no policy of persons is left',
    '',
    [...people, `shows no row of ${tenant} without a user`, `shows no row to an unknown user of ${tenant}`],
  ],
  [
    'one shows everything where no user is in force',
    `using (${own} or nullif(current_setting('app.user_id', true), '') is null)`,
    [`shows no row of ${tenant} without a user`],
  ],
  [
    'one shows everything to users',
    `using (nullif(current_setting('app.user_id', true), '') is not null)`,
    [...people, `shows no row to an unknown user of ${tenant}`],
  ],
  [
    'one shows everything to some users',
    `using (${own} or current_setting('app.user_id', true) = '${cleo}')`,
    [people[1] as string],
  ],
  [
    'one is for reading alone',
    `for select to palier_app using (${own})`,
    [
      `lets an unknown user of ${tenant} change no row`,
      `lets an unknown user of ${tenant} delete no row`,
      `refuses a row of user ${anna} of ${tenant} in another's name`,
      `refuses to give a row of user ${anna} of ${tenant} to another`,
    ],
  ],
  [
    'one checks no row that is written',
    `using (${own}) with check (true)`,
    [
      `refuses a row of user ${cleo} of ${tenant} in another's name`,
      `refuses to give a row of user ${cleo} of ${tenant} to another`,
    ],
  ],
])('finds it where %s', async (_, policy, broken) => {
  const to = policy.startsWith('for') ? policy : `to palier_app ${policy}`;
  const made = policy && `; create policy person on tests.diaries as restrictive ${to}`;
  await runSql(test.ownerUrl, `drop policy person on tests.diaries${made}`);
  try {
    expect(await claims(false, [tenant, other])).toEqual(expect.arrayContaining([...broken]));
  } finally {
    await runSql(test.ownerUrl, `select platform.protect_table('tests.diaries')`);
  }
});
