/** Real: PostgreSQL, its locks, a concurrent index. Faked: nothing; the migrations are the test's own. */
import { migrate, migration, migrationOutsideTransaction } from '#platform/database';
import { migrations } from '../../../../migrations/index.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const MakeThings1 = {
  name: 'MakeThings1',
  ...migration(
    'CREATE TABLE things (id int, twin int)',
    'INSERT INTO things SELECT n, n FROM generate_series(1, 20000) AS n',
  ),
};
const IndexThings2 = {
  name: 'IndexThings2',
  ...migrationOutsideTransaction('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS things_twin ON things (twin)'),
};
const HalfAndFail3 = {
  name: 'HalfAndFail3',
  ...migration('ALTER TABLE things ADD half int', 'SELECT 1 / 0'),
};

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.close());

const indexState = () =>
  runSql(test.adminUrl, `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('things_twin')`);

it('applies each migration once with ten concurrent starts, a concurrent index among them', async () => {
  const starters = Array.from({ length: 10 }, () => migrate(test.ownerUrl, [...migrations, MakeThings1, IndexThings2]));
  const applied = await Promise.all(starters);
  expect(applied.flat()).toEqual(['MakeThings1', 'IndexThings2']);
  expect(await indexState()).toEqual([{ valid: true }]);
  expect(await migrate(test.ownerUrl, [...migrations, MakeThings1, IndexThings2])).toEqual([]);
});

it('drops the invalid index of an interrupted concurrent build, and creates it again', async () => {
  await migrate(test.ownerUrl, [...migrations, MakeThings1]);
  await runSql(test.ownerUrl, 'INSERT INTO things VALUES (0, 1)');
  await expect(migrate(test.ownerUrl, [...migrations, MakeThings1, IndexThings2])).rejects.toThrow(
    'could not create unique index',
  );
  expect(await indexState()).toEqual([{ valid: false }]);

  await runSql(test.ownerUrl, 'DELETE FROM things WHERE id = 0');
  expect(await migrate(test.ownerUrl, [...migrations, MakeThings1, IndexThings2])).toEqual(['IndexThings2']);
  expect(await indexState()).toEqual([{ valid: true }]);
});

it('rolls back a migration that fails, and releases the lock', async () => {
  await expect(migrate(test.ownerUrl, [...migrations, MakeThings1, HalfAndFail3])).rejects.toThrow('division by zero');
  expect(
    await runSql(
      test.adminUrl,
      `SELECT attname FROM pg_attribute WHERE attrelid = 'things'::regclass AND attname = 'half'`,
    ),
  ).toEqual([]);
  expect(await migrate(test.ownerUrl, [...migrations, MakeThings1])).toEqual([]);
});

it('refuses a database of another build, and changes nothing', async () => {
  const applied = () => runSql(test.adminUrl, 'SELECT name FROM platform.migrations ORDER BY name');
  const before = await applied();
  await expect(migrate(test.ownerUrl, [MakeThings1])).rejects.toMatchObject({
    code: 'database_of_other_build',
    message: expect.stringContaining('lacks MakeThings1'),
  });
  expect(await applied()).toEqual(before);
});

it('leaves a database alone that a newer version migrated', async () => {
  await migrate(test.ownerUrl, [...migrations, MakeThings1]);
  expect(await migrate(test.ownerUrl, migrations)).toEqual([]);
});
