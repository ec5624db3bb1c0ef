/**
 * Real: the product and its workers in the test's process, the command line in processes of its own, PostgreSQL, archives, keys files, a
 * directory as storage. Faked: what some tables hold that passes through them, which SQL wrote.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { auditLines } from '../support/audit-lines.js';
import { startApi } from '../support/built-process.js';
import { spawnPalier } from '../support/command-line.js';
import {
  editArchive,
  editManifest,
  entriesOf,
  linesOf,
  withoutColumns,
  withoutTables,
} from '../support/edit-archive.js';
import { migratedDatabase } from '../support/empty-database.js';
import { runSql } from '../support/sql.js';
import { holding, unpacked } from '../support/unpacked-archive.js';
import { noting, RenewedDeployment } from './renewals/renewed-deployment.js';

let renewed: RenewedDeployment;
beforeAll(async () => {
  renewed = await RenewedDeployment.make();
});
afterAll(() => renewed?.close());
const file = (name: string) => renewed.file(name);
const manifestOf = async (name: string) => JSON.parse(String((await entriesOf(file(name))).get('manifest.json')));

it('holds nothing of those who were erased since, in rows, sealed texts, keys, files and what passes through', async () => {
  const { test, purged, erased, canaries, sealed } = renewed;
  const [before, after, keys] = [
    await unpacked(file('before.zip')),
    await unpacked(file('renewed.zip')),
    await unpacked(file('renewed.zip.keys')),
  ];
  const beforeKeys = await unpacked(file('before.zip.keys'));
  const had = canaries.filter((canary) => [...holding(before, canary), ...holding(beforeKeys, canary)].length > 0);
  // What is sealed is there in its sealed form alone.
  expect(had.length).toBeGreaterThan(canaries.length / 2);
  expect(had).toEqual(expect.arrayContaining([erased.person.user.email, 'Canari et fils', ...sealed]));
  for (const canary of canaries)
    expect([canary, ...holding(after, canary), ...holding(keys, canary)]).toEqual([canary]);
  const kept = await runSql<{ name: string }>(
    test.adminUrl,
    "select distinct name from platform.declared_persons() where effect = 'keep' union select 'tenants.purges' union select 'tenants.tenants'",
  );
  // What SQL wrote has the id of the person in the address of a feed of the tenant.
  kept.push({ name: 'feeds.subscriptions' }, { name: 'feeds.sources' });
  // Where the audit of a purged tenant ends, which stays.
  kept.push({ name: 'platform.audit_heads' });
  const allowed = new Set(kept.map(({ name }) => name));
  for (const id of [erased.id, purged.id]) {
    expect(holding(before, id).filter((entry) => !allowed.has(entry)).length).toBeGreaterThan(0);
    expect(holding(after, id).filter((entry) => !allowed.has(entry))).toEqual([]);
    expect(holding(keys, id)).toEqual(['platform.erasure_ledger']);
  }
});

it('holds all others whole, row by row and file by file', async () => {
  const { test, purged, erased, other, otherTexts } = renewed;
  const [before, after] = [await linesOf(file('before.zip')), await linesOf(file('renewed.zip'))];
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  const gone = new RegExp(
    [erased.id, erased.person.user.email, Buffer.from(erased.person.user.email).toString('hex'), purged.id].join('|'),
  );
  const detaching = "select name from platform.declared_persons() where effect not in ('keep', 'delete')";
  const detached = new Set((await runSql<{ name: string }>(test.adminUrl, detaching)).map(({ name }) => name));
  // It counts the stars of all.
  detached.add('feeds.posts');
  const lost: string[] = [];
  for (const [table, rows] of before) {
    const [had, has] = [new Set(rows), new Set(after.get(table))];
    if (noting.includes(table)) continue;
    const changed = [...has].filter((row) => !had.has(row));
    if (!detached.has(table)) expect([table, ...changed]).toEqual([table]);
    const missing = rows.filter((row) => !has.has(row));
    if (missing.length > 0) lost.push(table);
    expect(changed.length).toBeLessThanOrEqual(missing.length);
    if (table !== 'platform.blobs' && table !== 'feeds.posts')
      expect([table, ...missing.filter((row) => !gone.test(row))]).toEqual([table]);
  }
  expect(lost.length).toBeGreaterThan(25);
  const [files, left] = [await entriesOf(file('before.zip')), await entriesOf(file('renewed.zip'))];
  const blobs = [...files.keys()].filter((entry) => entry.startsWith('blobs/'));
  const stay = blobs.filter((entry) => left.has(entry));
  for (const entry of stay) expect(left.get(entry)).toEqual(files.get(entry));
  expect([stay.length > 0, blobs.length - stay.length > 0]).toEqual([true, true]);
  const entries = await unpacked(file('renewed.zip'));
  for (const text of [other.id, other.person.user.email]) expect(holding(entries, text).length).toBeGreaterThan(1);
  for (const bytes of await renewed.sealedOf(other.id)) {
    expect([...holding(entries, bytes), ...holding(await unpacked(file('renewed.zip.keys')), bytes)]).not.toEqual([]);
  }
  expect(otherTexts.some((text) => holding(entries, text).length > 0)).toBe(true);
});

it('is verified, restored and served, and nothing has to be erased again', async () => {
  const { tenant, purged, api } = renewed;
  expect(await renewed.palier('verify', file('renewed.zip'), '--admin-url', renewed.postgres)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/is complete[\s\S]*files/),
  });
  const database = await renewed.emptyDatabase();
  const dataDir = join(api.dataDir, 'restored');
  cpSync(join(api.dataDir, 'storage'), join(dataDir, 'storage'), { recursive: true });
  const restored = await spawnPalier(renewed.settings(database, dataDir), 'restore', file('renewed.zip'));
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toContain(file('renewed.zip.keys'));
  expect(restored.stdout).not.toContain('erased again');
  const status = await spawnPalier(renewed.settings(database, dataDir), 'erasures', 'status', '--json');
  expect(JSON.parse(status.stdout)).toEqual({ noted: 2, waived: 0, behind: false });
  const served = await startApi(renewed.settings(database, dataDir));
  try {
    expect((await fetch(`${served.url}/v1/stores/${tenant.slug}/apps`)).status).toBe(200);
    expect((await fetch(`${served.url}/v1/stores/${purged.slug}/apps`)).status).toBe(404);
  } finally {
    await served.end('SIGKILL');
  }
  const usage = await spawnPalier(
    renewed.settings(database, dataDir),
    'tenant',
    'usage',
    tenant.slug,
    '--check',
    '--json',
  );
  // The feeds are those that SQL wrote.
  expect(JSON.parse(usage.stdout)).toEqual([expect.objectContaining({ quota: 'feeds' })]);
  const state = `select state from platform.erasures union all select state from tenants.tenants where id = '${purged.id}'`;
  expect(await runSql(database.adminUrl, state)).toEqual([{ state: 'erased' }, { state: 'purged' }]);
});

it('has the time of the archive, and so has its keys file: neither passes for one of today', async () => {
  const times: unknown[] = [];
  for (const name of ['before.zip', 'renewed.zip', 'renewed.zip.keys']) {
    const { takenAt, renewedAt } = JSON.parse(String((await entriesOf(file(name))).get('manifest.json')));
    times.push([takenAt, renewedAt !== undefined]);
  }
  const [[takenAt]] = times as [[string]];
  expect(times).toEqual([
    [takenAt, false],
    [takenAt, true],
    [takenAt, true],
  ]);
});

it('is recorded in the audit', async () => {
  const { test } = renewed;
  const recorded = `select from ${auditLines} where action = 'platform.backup.renewed'`;
  expect((await runSql(test.adminUrl, recorded)).length).toBeGreaterThan(0);
});

it('only lists its files where the archive does', async () => {
  await editArchive(file('before.zip'), file('listed.zip'), (entries) => {
    editManifest(entries, (manifest) => Object.assign(manifest, { files: 'listed' }));
    for (const entry of [...entries.keys()]) if (entry.startsWith('blobs/')) entries.delete(entry);
  });
  expect(await renewed.renew('listed.zip', 'listed-renewed.zip')).toMatchObject({ code: 0, stderr: '' });
  const entries = await entriesOf(file('listed-renewed.zip'));
  expect([...entries.keys()].filter((entry) => entry.startsWith('blobs/'))).toEqual([]);
  expect(JSON.parse(String(entries.get('manifest.json')))).toMatchObject({ files: 'listed' });
  expect((await linesOf(file('listed-renewed.zip'))).get('platform.blobs')).toEqual(
    (await linesOf(file('renewed.zip'))).get('platform.blobs'),
  );
});

it('takes an archive of before there were ids of deployments where all its tenants are known', async () => {
  const { erased, api } = renewed;
  await editArchive(file('before.zip'), file('old.zip'), (entries) =>
    editManifest(entries, (manifest) => Object.assign(manifest, { deployment: undefined })),
  );
  const elsewhere = await renewed.emptyDatabase(migratedDatabase);
  const args = [
    'backup',
    'renew',
    file('old.zip'),
    file('old-renewed.zip'),
    '--without-keys',
    '--admin-url',
    renewed.postgres,
  ];
  expect(await spawnPalier(renewed.settings(elsewhere, join(api.dataDir, 'elsewhere')), ...args)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('of another deployment'),
  });
  expect(await renewed.palier(...args)).toMatchObject({ code: 0, stderr: '' });
  const { deployment } = await manifestOf('before.zip');
  expect([
    (await manifestOf('old-renewed.zip')).deployment,
    holding(await unpacked(file('old-renewed.zip')), erased.person.user.email),
  ]).toEqual([deployment, []]);
});

it('takes an archive of a version before, which lacks tables and columns', async () => {
  const { erased } = renewed;
  await editArchive(file('before.zip'), file('older.zip'), (entries) => {
    const added = ['files', 'receipt', 'link_hash', 'link_until'];
    withoutColumns(entries, 'platform.erasures', added);
    withoutColumns(entries, 'platform.operations', ['begun_by', 'scope']);
    withoutColumns(entries, 'rides.ai_turns', ['used', 'began']);
    withoutTables(entries, /^platform\.trend_/);
    editManifest(entries, (manifest) => {
      const applied = manifest.migrations as string[];
      const receipts = applied.findIndex((name) => name.startsWith('PlatformErasureReceipts'));
      Object.assign(manifest, { migrations: applied.slice(0, receipts) });
    });
  });
  expect(await renewed.renew('older.zip', 'older-renewed.zip')).toMatchObject({ code: 0, stderr: '' });
  const [manifest, whole] = await Promise.all([manifestOf('older-renewed.zip'), manifestOf('before.zip')]);
  expect(manifest.migrations).toEqual(whole.migrations);
  expect(holding(await unpacked(file('older-renewed.zip')), erased.person.user.email)).toEqual([]);
});
