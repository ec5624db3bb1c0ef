/** Real: PostgreSQL, its roles and grants. Faked: nothing. */
import pg from 'pg';
import { initialiseDatabase, refuseDangerousRole } from '#platform/database';
import { makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { grantedFunctions } from '../isolation/function-callers.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await makeNotesTable(test.ownerUrl);
});
afterAll(() => test.close());

const inside = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
const passwords = {
  ownerPassword: () => new URL(test.ownerUrl).password,
  appPassword: () => new URL(test.appUrl).password,
};

it('creates roles and database, also repeatedly and concurrently', async () => {
  const database = `init_${process.pid}`;
  const options = { database, ownerPassword: passwords.ownerPassword(), appPassword: passwords.appPassword() };
  try {
    await Promise.all([1, 2, 3].map(() => initialiseDatabase(test.adminUrl, options)));
    await initialiseDatabase(test.adminUrl, options);
    const [state] = await runSql(
      inside(test.adminUrl, database),
      `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding,
              has_database_privilege('palier_app', datname, 'CONNECT') AS connects,
              has_database_privilege('palier_app', datname, 'CREATE, TEMPORARY') AS makes,
              has_schema_privilege('palier_app', 'public', 'CREATE') AS makes_tables,
              pg_has_role('palier_app', 'palier_owner', 'MEMBER') AS member
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(state).toEqual({
      owner: 'palier_owner',
      encoding: 'UTF8',
      connects: true,
      makes: false,
      makes_tables: false,
      member: false,
    });
    await expect(refuseDangerousRole(inside(test.appUrl, database))).resolves.toBeUndefined();
  } finally {
    await runSql(test.adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  }
});

it('keeps the passwords of existing roles when asked to, because other databases use them', async () => {
  const database = `kept_${process.pid}`;
  const options = { database, ownerPassword: 'another', appPassword: 'another', keepPasswords: true };
  try {
    await expect(initialiseDatabase(test.adminUrl, options)).resolves.toEqual({ owner: false, app: false });
    const [row] = await runSql(inside(test.appUrl, database), 'SELECT current_user AS role');
    expect(row).toEqual({ role: 'palier_app' });
  } finally {
    await runSql(test.adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  }
});

it('creates what a replica copies the server with, also repeatedly', async () => {
  const database = `copied_${process.pid}`;
  const options = { database, ownerPassword: 'another', appPassword: 'another', keepPasswords: true };
  const slots = () =>
    runSql(test.adminUrl, `SELECT slot_type FROM pg_replication_slots WHERE slot_name = 'palier_replica'`);
  try {
    const first = await initialiseDatabase(test.adminUrl, { ...options, replicationPassword: 'first' });
    expect(first).toEqual({ owner: false, app: false, replication: true });
    const again = await initialiseDatabase(test.adminUrl, { ...options, replicationPassword: 'second' });
    expect(again).toEqual({ owner: false, app: false, replication: false });
    expect(await slots()).toEqual([{ slot_type: 'physical' }]);
    const url = Object.assign(new URL(test.adminUrl), { username: 'palier_replication', password: 'first' }).href;
    const replication = { connectionString: url, replication: 'true' };
    const client = new pg.Client(replication);
    await client.connect();
    try {
      expect((await client.query('IDENTIFY_SYSTEM')).rows).toHaveLength(1);
    } finally {
      await client.end();
    }
    await expect(runSql(Object.assign(new URL(url), { pathname: `/${database}` }).href, 'SELECT')).rejects.toThrow(
      'permission denied for database',
    );
  } finally {
    await runSql(test.adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    if ((await slots()).length > 0) await runSql(test.adminUrl, `SELECT pg_drop_replication_slot('palier_replica')`);
    await runSql(test.adminUrl, 'DROP ROLE IF EXISTS palier_replication');
  }
});

it('accepts the role of the application', async () => {
  await expect(refuseDangerousRole(test.appUrl)).resolves.toBeUndefined();
});

it.each([
  ['a superuser', () => test.adminUrl, 'is a superuser'],
  ['the owner of tables', () => test.ownerUrl, 'owns tables'],
])('refuses %s', async (_, url, reason) => {
  const refusal = expect.objectContaining({ code: 'dangerous_role', message: expect.stringContaining(reason) });
  await expect(refuseDangerousRole(url())).rejects.toEqual(refusal);
});

it.each([
  ['BYPASSRLS', 'BYPASSRLS', 'has BYPASSRLS'],
  ['membership in the owner', 'IN ROLE palier_owner', 'owns tables'],
])('refuses a role with %s', async (_, attribute, reason) => {
  const role = `danger_${process.pid}`;
  await runSql(
    test.adminUrl,
    `CREATE ROLE ${role} LOGIN PASSWORD 'x' ${attribute}; GRANT CONNECT ON DATABASE ${new URL(test.appUrl).pathname.slice(1)} TO ${role}`,
  );
  try {
    const url = Object.assign(new URL(test.appUrl), { username: role, password: 'x' }).href;
    await expect(refuseDangerousRole(url)).rejects.toMatchObject({ message: expect.stringContaining(reason) });
  } finally {
    await runSql(test.adminUrl, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

it('may run the functions that a file grants, and no others', async () => {
  const functions = await runSql<{ name: string; callers: string[] }>(
    test.adminUrl,
    `SELECT n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' AS name, callers
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
            LATERAL (SELECT array_agg(rolname::text ORDER BY rolname) AS callers FROM pg_roles
                      WHERE NOT rolsuper AND oid <> p.proowner AND has_function_privilege(oid, p.oid, 'EXECUTE')) AS may
      WHERE n.nspname IN (SELECT split_part(name, '.', 1) FROM platform.data_catalogue)
        -- The application owns the queues, and may do all that BullMQ does there.
        AND n.nspname <> 'bullmq' AND callers IS NOT NULL`,
  );
  const granted = Object.entries(grantedFunctions()).map(([name, callers]) => ({ name, callers: callers.toSorted() }));
  expect(new Set(functions)).toEqual(new Set(granted));
  expect(functions.length).toBeGreaterThan(100);
});
