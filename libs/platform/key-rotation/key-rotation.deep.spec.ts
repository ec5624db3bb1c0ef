// Real: PostgreSQL, its roles and policies, LISTEN and NOTIFY, the keys, the key file. Faked: the tables, which belong to no
// context, and the processes, which are objects in this process with a connection pool each.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Audit, AuditTrail } from '#platform/audit';
import { Settings } from '#platform/config';
import { declareTable, openDatabase } from '#platform/database';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { runSql } from '../../../test/support/sql.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { KeyHolders } from './key-holders.js';
import { MasterKeyRotation, type RotationOptions } from './master-key-rotation.js';
import { requireMasterKey } from './sealed-values.js';

const anyKey = () => randomBytes(32).toString('base64url');
const [former, next] = [anyKey(), anyKey()];
const [tenant, other] = [newId(), newId()];
/** More than two batches, of two tenants. */
const USERS = 1300;

let test: TestDatabase;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.diaries (tenant_id uuid, id uuid, user_id uuid not null, data_key bytea, title text, primary key (tenant_id, id));
     create index on tests.diaries (tenant_id, user_id);
     ${declareTable('tests.diaries', {
       kind: 'person',
       holds: 'A diary.',
       persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['id'] }],
       sealed: { data_key: 'tests.diary {user_id}' },
     })};
     grant select, insert, update, delete on tests.diaries to palier_app;
     create table tests.parts (tenant_id uuid, name text, number integer, secret bytea, primary key (tenant_id, name, number))
       partition by hash (name);
     create table tests.parts_a partition of tests.parts for values with (modulus 2, remainder 0);
     create table tests.parts_b partition of tests.parts for values with (modulus 2, remainder 1);
     ${declareTable('tests.parts', { kind: 'tenant', holds: 'A part.', sealed: { secret: "tests.part's {name} {number}" } })}`,
  );
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await runSql(test.adminUrl, 'truncate tests.diaries, tests.parts');
});
afterAll(() => test.close());

const sql = <Row extends object>(text: string) => runSql<Row>(test.adminUrl, text);
const masterOf = (settings: Partial<Settings>) => new MasterKey(Object.assign(new Settings(), settings));

/** A process of the deployment. */
async function startProcess(settings: Partial<Settings>) {
  const { databaseConnectTimeoutMs: connectTimeoutMs, ...limits } = patientLimits;
  const { database, notifications, close } = await openDatabase({
    ...test.connection,
    poolSize: 2,
    connectTimeoutMs,
    ...limits,
  });
  const master = masterOf(settings);
  const holders = new KeyHolders(notifications, master);
  holders.onApplicationBootstrap();
  ends.push(async () => {
    holders.onModuleDestroy();
    await close();
  });
  // From then on a rotation waits for its answer.
  await new Promise<void>((resolve) => void notifications.subscribe('master_keys_asked', () => resolve()));
  return { master, rotation: new MasterKeyRotation(master, holders, database, new Audit()) };
}
const before = { masterKey: former, otherMasterKeys: [next] };
const after = { masterKey: next, otherMasterKeys: [former] };
const rotate = async (settings: Partial<Settings> = after, options?: RotationOptions) =>
  (await startProcess(settings)).rotation.run(test.ownerUrl, options);

interface Diary {
  id: string;
  user: string;
  sealed: Buffer;
}
const secretOf = (user: string) => Buffer.from(`the key of ${user}`);
const contextOf = (user: string) => `tests.diary ${user}`;

/** The diaries of many users, sealed with a key. */
async function fill(master: MasterKey, users = USERS): Promise<void> {
  const rows = Array.from({ length: users }, (_, i) => {
    const user = newId();
    const sealed = master.seal(secretOf(user), contextOf(user)).toString('hex');
    return `('${i % 3 ? tenant : other}', '${newId()}', '${user}', '\\x${sealed}', 'Title')`;
  });
  await sql(`insert into tests.diaries values ${rows.join(', ')}`);
}
const diaries = () =>
  sql<Diary>(
    'select id, user_id as user, data_key as sealed from tests.diaries where data_key is not null order by id',
  );
const opened = async (master: MasterKey) =>
  (await diaries()).filter(({ user, sealed }) => master.open(sealed, contextOf(user))?.equals(secretOf(user))).length;
const ofDiaries = { table: 'tests.diaries', resealed: USERS, unopened: 0, left: 0 };

const ofRotation = `application_name = 'palier copy' and datname = current_database()`;
/** Whether the rotation waits for a row that somebody else writes. */
const waits = async () =>
  (await sql(`select from pg_stat_activity where wait_event_type = 'Lock' and ${ofRotation}`)).length > 0;
/** A transaction that has run a statement and is not committed. */
async function writing(statement: string, values: unknown[]): Promise<pg.Client> {
  const writer = new pg.Client({ connectionString: test.adminUrl });
  await writer.connect();
  await writer.query('begin');
  await writer.query(statement, values);
  return writer;
}

const diariesIn = ({ columns }: Awaited<ReturnType<typeof rotate>>) =>
  columns.find(({ table }) => table === ofDiaries.table);

describe('a rotation', () => {
  it('seals the rows of all persons of all tenants with the present key, in any kind of table', async () => {
    const master = masterOf(before);
    await fill(master);
    await sql(
      `insert into tests.diaries values ('${tenant}', '${newId()}', '${newId()}', null, 'Without');
       insert into tests.parts values ${['a', 'b', 'c', "d'"]
         .map((name, i) => {
           const sealed = master.seal(Buffer.from(name), `tests.part's ${name} ${i}`).toString('hex');
           return `('${tenant}', '${name.replace("'", "''")}', ${i}, '\\x${sealed}')`;
         })
         .join()}`,
    );
    const seen: Record<string, number> = {};
    const { keyId, columns } = await rotate(after, {
      progress: (table, values) => {
        seen[table] = values;
      },
    });
    const own = columns.filter(({ table }) => table.startsWith('tests.'));
    expect(columns.length).toBeGreaterThan(own.length);
    expect(own).toEqual([ofDiaries, { table: 'tests.parts', resealed: 4, unopened: 0, left: 0 }]);
    expect(seen).toMatchObject({ 'tests.diaries': USERS, 'tests.parts': 4 });
    const alone = masterOf({ masterKey: next });
    expect(await opened(alone)).toBe(USERS);
    const parts = await sql<{ name: string; number: number; secret: Buffer }>('select * from tests.parts');
    for (const { name, number, secret } of parts) {
      expect(alone.open(secret, `tests.part's ${name} ${number}`)).toEqual(Buffer.from(name));
    }
    expect(await sql("select count(*)::int as n from tests.diaries where title = 'Title'")).toEqual([{ n: USERS }]);
    const trail = await new AuditTrail(test.database).list(PLATFORM_TENANT_ID, { target: keyId, limit: 1 });
    expect(trail.data).toEqual([
      expect.objectContaining({
        action: 'platform.master-key.resealed',
        details: { resealed: USERS + 4, unopened: 0, left: 0, finished: false },
      }),
    ]);
  });

  it('goes on where it was cut off, and has nothing to do the third time', async () => {
    await fill(masterOf(before));
    const [last] = await sql<Diary>('select id from tests.diaries order by tenant_id desc, id desc limit 1');
    const writer = await writing('select from tests.diaries where id = $1 for update', [last?.id]);
    const cut = rotate();
    await until(waits);
    await Promise.all([
      expect(cut).rejects.toMatchObject({ code: 'database_unavailable' }),
      sql(`select pg_terminate_backend(pid) from pg_stat_activity where ${ofRotation}`),
    ]);
    await writer.end();
    const alone = masterOf({ masterKey: next });
    const done = await opened(alone);
    expect(done).toBeGreaterThanOrEqual(1000);
    const first = diariesIn(await rotate());
    expect(first).toEqual({ ...ofDiaries, resealed: USERS - done });
    const again = diariesIn(await rotate());
    expect(again).toEqual({ ...ofDiaries, resealed: 0 });
    expect(await opened(alone)).toBe(USERS);
  });

  it('overwrites no value that is replaced meanwhile', async () => {
    const server = masterOf(after);
    await fill(masterOf(before), 10);
    const [diary] = await diaries();
    const user = diary?.user ?? '';
    const fresh = server.seal(Buffer.from('a new key'), contextOf(user));
    const writer = await writing('update tests.diaries set data_key = $1 where id = $2', [fresh, diary?.id]);
    const rotated = rotate();
    await until(waits);
    await writer.query('commit');
    await writer.end();
    expect(diariesIn(await rotated)).toEqual({ ...ofDiaries, resealed: 9 });
    expect((await diaries()).find(({ id }) => id === diary?.id)?.sealed).toEqual(fresh);
  });

  it('tells how many values no key opens, and leaves them as they are', async () => {
    await fill(masterOf(before), 3);
    await fill(masterOf({ masterKey: anyKey() }), 2);
    const lost = async () =>
      (await diaries()).filter(({ user, sealed }) => !masterOf(after).open(sealed, contextOf(user)));
    const values = await lost();
    expect(diariesIn(await rotate())).toEqual({ ...ofDiaries, resealed: 3, unopened: 2 });
    expect(await lost()).toEqual(values);
  });
});

describe('a rotation is refused, and nothing re-sealed,', () => {
  const refused = async (settings: Partial<Settings>, code: string) => {
    const values = await diaries();
    await expect(rotate(settings)).rejects.toMatchObject({ code });
    expect(await diaries()).toEqual(values);
  };

  it('where its keys open nothing', async () => {
    await fill(masterOf(before), 3);
    await refused({ masterKey: anyKey(), otherMasterKeys: [anyKey()] }, 'no_sealed_value_opens');
  });

  it('where a process does not know the new key', async () => {
    await fill(masterOf(before), 3);
    await startProcess(before);
    await startProcess({ masterKey: former });
    await refused(after, 'key_unknown_to_servers');
  });

  it('where a process still seals with the former key', async () => {
    await fill(masterOf(before), 3);
    await startProcess(before);
    await refused(after, 'former_key_in_use');
  });

  it('where a process does not say what it knows', async () => {
    await fill(masterOf(before), 3);
    const silent = new pg.Client({ connectionString: test.appUrl, application_name: 'palier listen' });
    await silent.connect();
    try {
      await refused(after, 'servers_silent');
    } finally {
      await silent.end();
    }
  });

  it('where another one runs', async () => {
    await fill(masterOf(before), 3);
    const running = new pg.Client({ connectionString: test.ownerUrl });
    await running.connect();
    await running.query(`select pg_advisory_lock(hashtextextended('platform.master_key', 0))`);
    try {
      await refused(after, 'rotation_running');
    } finally {
      await running.end();
    }
  });
});

describe('the key file', () => {
  let dataDir: string;
  const startFirst = async () => {
    await requireMasterKey(Object.assign(new Settings(), { dataDir, databaseUrl: test.appUrl }));
    return startProcess({ dataDir });
  };
  const lines = () => readFileSync(join(dataDir, 'master.key'), 'utf8').trim().split('\n');
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('gets a new key, which running processes use at once, and loses the former one in the end', async () => {
    const server = await startFirst();
    await fill(server.master, 5);
    const [old] = lines();
    const { keyId, place, others } = await rotate({ dataDir });
    expect([place, others]).toEqual(['file', 1]);
    expect(lines()).toEqual([expect.not.stringMatching(old as string), `former ${old}`]);
    expect(await opened(server.master)).toBe(5);
    expect(server.master.ids()[0]).toBe(keyId);
    // Until the former key is gone, no other is made.
    expect(await rotate({ dataDir })).toMatchObject({ keyId, others: 1 });
    await fill(masterOf({ masterKey: old }), 2);
    expect(await rotate({ dataDir }, { finish: true })).toMatchObject({ keyId, others: 0 });
    expect(lines()).toHaveLength(1);
    expect(await opened(masterOf({ masterKey: lines()[0] }))).toBe(7);
    const trail = await new AuditTrail(test.database).list(PLATFORM_TENANT_ID, { target: keyId, limit: 10 });
    expect(trail.data.map(({ action }) => action).toReversed()).toEqual([
      'platform.master-key.changed',
      ...Array(3).fill('platform.master-key.resealed'),
    ]);
  });

  it('stays as it is where a process has another one', async () => {
    const server = await startFirst();
    await fill(server.master, 2);
    const kept = lines();
    await startProcess({ masterKey: kept[0] });
    await expect(rotate({ dataDir })).rejects.toMatchObject({ code: 'key_unknown_to_servers' });
    expect(lines()).toEqual(kept);
  });

  it('gets no second new key where a rotation was cut off before its key was used', async () => {
    const { master } = await startFirst();
    await fill(master, 2);
    master.file?.addNext();
    const [, made] = lines();
    expect(await rotate({ dataDir }, { finish: true })).toMatchObject({ others: 1 });
    expect(`next ${lines()[0]}`).toBe(made);
    expect(await opened(masterOf({ masterKey: lines()[0] }))).toBe(2);
  });
});
