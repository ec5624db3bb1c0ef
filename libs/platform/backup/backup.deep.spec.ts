/** Real: PostgreSQL, its roles and COPY, concurrent writers, files, every migration. Faked: nothing. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { deploymentSchema } from '../../../test/support/deployment-schema.js';
import { editArchive, editManifest, linesOf } from '../../../test/support/edit-archive.js';
import { type EmptyDatabase, emptyDatabase, migratedDatabase } from '../../../test/support/empty-database.js';
import { fillEveryTable } from '../../../test/support/fill-every-table.js';
import { appsOf, fillDatabase } from '../../../test/support/filled-database.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { noFiles } from '../../../test/support/test-storage.js';
import { Archive, loadDatabase, requireGuarded, restoreArchive, takeBackup, withSnapshot } from './index.js';
import type { RowSource } from './tables/table.js';

/** Copies all rows of one snapshot into a database with the same migrations, as `palier climb` does. */
const copyDatabase = (from: string, to: string) => withSnapshot(from, (snapshot) => loadDatabase(to, snapshot));

let test: TestDatabase;
let directory: string;
let empty: EmptyDatabase;

beforeEach(async () => {
  test = await testDatabase();
  empty = await emptyDatabase(test);
  directory = mkdtempSync(join(tmpdir(), 'palier-backup-'));
});
afterEach(async () => {
  await empty.drop();
  await test.close();
  rmSync(directory, { recursive: true });
});

const file = (name = 'backup.zip') => join(directory, name);

async function restore(path: string): Promise<void> {
  const archive = await Archive.open(path);
  try {
    await restoreArchive(archive, empty.ownerUrl, deploymentSchema);
  } finally {
    archive.close();
  }
}

/** Writes apps with their tags until it is told to stop. */
function writeApps(tenantId: string) {
  let written = 0;
  let stopped = false;
  const until = (wanted: number) =>
    new Promise<void>((resolve) => {
      const look = () => (written >= wanted ? resolve() : setImmediate(look));
      look();
    });
  const done = (async () => {
    while (!stopped) {
      await runSql(test.adminUrl, appsOf(tenantId, 1, 1000 + written));
      written += 1;
    }
  })();
  return {
    until,
    get written() {
      return written;
    },
    stop: () => {
      stopped = true;
      return done;
    },
  };
}

it('reads one snapshot under concurrent writes, and restores every row, key and policy', async () => {
  const [{ id }] = await fillDatabase(test.adminUrl);
  await runSql(test.adminUrl, "SELECT setval('platform.flag_versions', 41)");
  const writer = writeApps(id);
  await writer.until(5);
  const manifest = await takeBackup(test.ownerUrl, file(), noFiles);
  await writer.until(writer.written + 1);
  await writer.stop();
  await restore(file());

  const count = async (url: string, table: string) =>
    Number((await runSql<{ n: string }>(url, `SELECT count(*) AS n FROM ${table}`))[0]?.n);
  const apps = await count(empty.adminUrl, 'catalog.apps');
  expect(apps).toBeGreaterThanOrEqual(105);
  expect(apps).toBeLessThan(await count(test.adminUrl, 'catalog.apps'));
  expect(await count(empty.adminUrl, 'catalog.app_tags')).toBe(2 * apps);
  for (const { name, rows } of manifest.tables) expect([name, await count(empty.adminUrl, name)]).toEqual([name, rows]);

  await takeBackup(empty.ownerUrl, file('again.zip'), noFiles);
  expect(await linesOf(file('again.zip'))).toEqual(await linesOf(file()));
  expect(await runSql(empty.adminUrl, 'SELECT sum(apps)::int AS apps FROM catalog.tag_counts')).toEqual([
    { apps: 2 * apps },
  ]);
  expect(await runSql(empty.adminUrl, "SELECT nextval('platform.flag_versions')::int AS next")).toEqual([{ next: 42 }]);
  expect(await runSql(empty.appUrl, 'SELECT FROM catalog.apps')).toEqual([]);
  await expect(requireGuarded(empty.appUrl)).resolves.toBeUndefined();
  const orphan = `INSERT INTO catalog.app_tags SELECT tenant_id, uuidv7(), tag, name_key, created_at FROM catalog.app_tags LIMIT 1`;
  await expect(runSql(empty.adminUrl, orphan)).rejects.toThrow('violates foreign key constraint');
});

/** What the target has of itself. */
const own = ['platform.cutovers', 'platform.data_catalogue', 'platform.function_files', 'platform.migrations'];

/** A hash of the rows of each table that PostgreSQL keeps over a crash; undefined where there is none. */
async function hashesOf(url: string): Promise<Map<string, string | undefined>> {
  const tables = await runSql<{ name: string }>(
    url,
    `select c.oid::regclass::text as name from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
       and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`,
  );
  const hashes = tables.map(async ({ name }) => {
    const hash = `select md5(string_agg(t::text, ' ' order by t::text collate "C")) as hash from ${name} t`;
    return [name, (await runSql<{ hash?: string }>(url, hash))[0]?.hash ?? undefined] as const;
  });
  return new Map(await Promise.all(hashes));
}

it('holds every table but those that the target has of itself', async () => {
  const { tables } = await takeBackup(test.ownerUrl, file(), noFiles);
  const held = new Set(tables.map(({ name }) => name));
  expect([...(await hashesOf(test.adminUrl)).keys()].filter((name) => !held.has(name)).sort()).toEqual(own);
});

it('is readable by its owner alone, and replaces no file', async () => {
  await takeBackup(test.ownerUrl, file(), noFiles);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const before = readFileSync(file());
  await expect(takeBackup(test.ownerUrl, file(), noFiles)).rejects.toMatchObject({ code: 'archive_exists' });
  expect(readFileSync(file())).toEqual(before);
  expect(existsSync(`${file()}.partial`)).toBe(false);
});

it('leaves no file and no lock of a backup that was aborted', async () => {
  await fillDatabase(test.adminUrl, 20_000);
  const cut = new AbortController();
  const backup = takeBackup(test.ownerUrl, file(), noFiles, cut.signal);
  const watched = watch(directory, () => cut.abort());
  await expect(backup).rejects.toThrow();
  watched.close();
  expect(readdirSync(directory)).toEqual([]);
  await takeBackup(test.ownerUrl, file(), noFiles);
});

it('names a file that it cannot write', async () => {
  const refused = takeBackup(test.ownerUrl, join(directory, 'none', 'backup.zip'), noFiles);
  await expect(refused).rejects.toMatchObject({
    code: 'archive_unwritable',
    message: expect.stringContaining('ENOENT'),
  });
});

it('refuses to run twice at the same time', async () => {
  const outcomes = await Promise.allSettled([1, 2].map((n) => takeBackup(test.ownerUrl, file(`${n}.zip`), noFiles)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'backup_under_way' }),
  });
});

it('migrates an archive of an older version, also in a database that was newer than the archive', async () => {
  const { migrations } = deploymentSchema;
  const older = migrations.slice(
    0,
    migrations.findIndex((name) => name.startsWith('Auth')),
  );
  await deploymentSchema.migrate(empty.ownerUrl, older);
  await fillDatabase(empty.adminUrl);
  await takeBackup(empty.ownerUrl, file(), noFiles);
  await empty.drop();
  empty = await migratedDatabase(test);
  await restore(file());
  const had = await runSql<{ name: string }>(empty.adminUrl, 'SELECT name FROM platform.migrations');
  expect(had.map(({ name }) => name).sort()).toEqual([...deploymentSchema.migrations].sort());
  expect(await runSql(empty.adminUrl, 'SELECT slug FROM tenants.tenants ORDER BY slug')).toEqual([
    { slug: 'atelier' },
    { slug: 'comptoir' },
  ]);
});

it('does not restore jobs of another version of BullMQ', async () => {
  await fillDatabase(test.adminUrl);
  await runSql(test.adminUrl, "INSERT INTO bullmq.meta (queue, field, value) VALUES ('test', 'paused', '1')");
  await takeBackup(test.ownerUrl, file('whole.zip'), noFiles);
  await editArchive(file('whole.zip'), file(), (entries) =>
    editManifest(entries, (it) => Object.assign(it, { jobsVersion: 999 })),
  );
  await restore(file());
  expect(await runSql(empty.adminUrl, 'SELECT FROM bullmq.meta')).toEqual([]);
  expect(await runSql(empty.adminUrl, 'SELECT FROM tenants.tenants')).toHaveLength(2);
});

it('refuses a database that holds data, and leaves it unchanged', async () => {
  await fillDatabase(test.adminUrl);
  await takeBackup(test.ownerUrl, file(), noFiles);
  await restore(file());
  await runSql(empty.adminUrl, "UPDATE tenants.tenants SET name = 'Kept' WHERE slug = 'atelier'");
  await expect(restore(file())).rejects.toMatchObject({
    code: 'database_not_empty',
    message: expect.stringContaining('catalog.apps'),
  });
  expect(await runSql(empty.adminUrl, "SELECT name FROM tenants.tenants WHERE slug = 'atelier'")).toEqual([
    { name: 'Kept' },
  ]);
});

it('copies a database without a file, and compares every row', async () => {
  await fillDatabase(test.adminUrl);
  await empty.drop();
  empty = await migratedDatabase(test);
  const copied = await copyDatabase(test.ownerUrl, empty.ownerUrl);
  expect(copied).toContainEqual(expect.objectContaining({ name: 'catalog.apps', rows: 100 }));
  await Promise.all([
    takeBackup(test.ownerUrl, file('from.zip'), noFiles),
    takeBackup(empty.ownerUrl, file('to.zip'), noFiles),
  ]);
  expect(await linesOf(file('to.zip'))).toEqual(await linesOf(file('from.zip')));
});

it('copies the rows of every table', async () => {
  const tenants = await fillDatabase(test.adminUrl, 0);
  await fillEveryTable(
    test.ownerUrl,
    tenants.map(({ id }) => ({ id, rows: 20, share: 0.05 })),
  );
  await empty.drop();
  empty = await migratedDatabase(test);
  await copyDatabase(test.ownerUrl, empty.ownerUrl);
  const [from, to] = [await hashesOf(test.adminUrl), await hashesOf(empty.adminUrl)];
  for (const [name, hash] of from) if (!own.includes(name)) expect([name, to.get(name)]).toEqual([name, hash]);
});

describe('a copy', () => {
  beforeEach(async () => {
    await fillDatabase(test.adminUrl);
    await empty.drop();
    empty = await migratedDatabase(test);
  });
  afterEach(async () => {
    expect(await runSql(empty.adminUrl, 'SELECT FROM catalog.apps')).toEqual([]);
  });

  it('is refused when policies, triggers or constraints would differ afterwards', async () => {
    await runSql(empty.adminUrl, 'ALTER TABLE catalog.app_tags DISABLE TRIGGER USER');
    const copied = copyDatabase(test.ownerUrl, empty.ownerUrl);
    await expect(copied).rejects.toThrow('The guards of catalog.app_tags differ from those before the load.');
  });

  it('is refused when the backup role could not read the rows', async () => {
    await runSql(empty.adminUrl, 'ALTER POLICY backup ON catalog.apps USING (false)');
    await expect(copyDatabase(test.ownerUrl, empty.ownerUrl)).rejects.toMatchObject({
      code: 'rows_differ',
      message: expect.stringContaining('catalog.apps'),
    });
  });

  it('is refused when a row differs from the one that was sent, although none is missing', async () => {
    const altered = withSnapshot(test.ownerUrl, (snapshot) => {
      const rows: RowSource['rows'] = async (table) => {
        const sent = await text(snapshot.rows(table));
        return Readable.from([table.name === 'catalog.apps' ? sent.replace('"path": ', '"path":') : sent]);
      };
      return loadDatabase(empty.ownerUrl, { ...snapshot, rows });
    });
    await expect(altered).rejects.toMatchObject({ code: 'rows_differ', message: expect.stringContaining('100') });
  });
});
