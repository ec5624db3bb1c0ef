/**
 * Real: the product and its workers in the test's process, the command line in processes of its own, PostgreSQL, archives, keys files, a
 * directory as storage. Faked: what some tables hold that passes through them, which SQL wrote.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import pg from 'pg';
import { Archive } from '#platform/backup';
import { newId } from '#platform/ids';
import { auditLines } from '../support/audit-lines.js';
import { startApi } from '../support/built-process.js';
import { spawnPalier } from '../support/command-line.js';
import { editArchive, editManifest, entriesOf, linesOf } from '../support/edit-archive.js';
import { type EmptyDatabase, emptyDatabase, migratedDatabase } from '../support/empty-database.js';
import type { FilledTenant } from '../support/filled-database.js';
import { sellingTenant } from '../support/selling-tenant.js';
import { freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import type { TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { personalRows } from './isolation/personal-rows.js';

/** The advisory lock of renewals. */
const LOCK = 7_254_370_014;
/** Tables that change with what is erased, besides those that lose rows. */
const noting = [
  'platform.erasures',
  'platform.erasure_ledger',
  'tenants.purges',
  'tenants.tenants',
  'tenants.directory_version',
  'tenants.usage',
  'tenants.metering',
];

let api: TestApp;
let test: TestDatabase;
let tenant: FilledTenant;
let purged: FilledTenant;
let erased: SignedIn;
let other: SignedIn;
/** Texts, addresses, sealed texts and keys of those who are erased; ids are looked for apart. */
let canaries: string[];
let sealed: string[];
let otherTexts: string[];
const databases: EmptyDatabase[] = [];
/** Outside the directory of the archives: what a restore is given of the storage. */
const file = (name: string) => join(api.dataDir, 'archives', name);
const postgres = () => Object.assign(new URL(test.adminUrl), { pathname: '/postgres' }).href;
const settings = ({ appUrl, ownerUrl }: Pick<TestDatabase, 'appUrl' | 'ownerUrl'>, dataDir = api.dataDir) => ({
  ...{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, PALIER_DATA_DIR: dataDir, PALIER_MASTER_KEY: masterKey },
});
const palier = (...args: string[]) => spawnPalier(settings(test), ...args);
const renew = (from: string, to: string, ...more: string[]) =>
  palier('backup', 'renew', file(from), file(to), '--admin-url', postgres(), ...more);
const sha256 = (name: string) =>
  createHash('sha256')
    .update(readFileSync(file(name)))
    .digest('hex');
const scratch = () => runSql(test.adminUrl, "select from pg_database where datname like 'palier_renew_%'");

/** All that an archive holds, unpacked, by the name of its entry; of bytes, hexadecimal digits. */
async function unpacked(name: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [entry, content] of await entriesOf(file(name))) {
    if (entry.endsWith('.zst'))
      texts.set(entry.replace(/^tables\/|\.copy\.zst$/g, ''), zstdDecompressSync(content).toString());
    else texts.set(entry, `${content.toString('latin1')}${inflated(content)}`);
  }
  return texts;
}

function inflated(content: Buffer): string {
  try {
    return inflateRawSync(content).toString('latin1');
  } catch {
    return '';
  }
}

/** The entries in which any of these is, as text or as bytes. */
function holding(entries: Map<string, string>, ...searched: string[]): string[] {
  const forms = searched.flatMap((each) => [each, Buffer.from(each).toString('hex')]);
  return [...entries].filter(([, text]) => forms.some((form) => text.includes(form))).map(([entry]) => entry);
}

async function hold(): Promise<[SignedIn, string[]]> {
  const person = await signedIn(api, tenant, 'member');
  const texts: string[] = [];
  for (const [table, make] of Object.entries(personalRows)) {
    const made = await make(api, person);
    // The number of a purchase stays, without the person.
    if (table !== 'journal.purchases') texts.push(...made);
  }
  return [person, texts];
}

/** The sealed bytes of the journal and the keys of a person. */
async function sealedOf(userId: string): Promise<string[]> {
  const text = `select encode(reflection, 'hex') as bytes from journal.entries where user_id = '${userId}' and reflection is not null
    union all select encode(sealed, 'hex') from platform.person_keys where user_id = '${userId}'`;
  return (await runSql<{ bytes: string }>(test.adminUrl, text)).map(({ bytes }) => bytes);
}

/** What names the person in an error, an answer to somebody else, an event and a job. */
const passThrough = (userId: string, email: string) =>
  runSql(
    test.adminUrl,
    `insert into platform.dead_letters values ('${tenant.id}', uuidv7(), uuidv7(), 'x', 'x', 1, 'x', '{}', now(), 1, 'x', 'to <${email}> failed');
     insert into platform.operations (tenant_id, id, kind, error) values ('${tenant.id}', uuidv7(), 'a.kind', '{"of":"${userId}"}');
     insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body, user_id)
       values ('${tenant.id}', sha256('${userId}'), sha256('x'), 201, '{}', convert_to('{"name":"é ${email}"}', 'UTF8'), '${other.id}');
     insert into bullmq.job (queue, id, seq, name, state, data, failed_reason, added_at_ms)
       values ('x', '${newId()}', 1, 'x', 'failed', '{"payload":{"tenantId":"${tenant.id}"}}', 'no ${email} here', 1)`,
  );

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  mkdirSync(file(''));
  test = api.database;
  ({ tenant } = await sellingTenant(api));
  purged = await freshTenant(api);
  await runSql(test.adminUrl, `update tenants.tenants set name = 'Canari et fils' where id = '${purged.id}'`);
  let texts: string[];
  [erased, texts] = await hold();
  [other, otherTexts] = await hold();
  sealed = await sealedOf(erased.id);
  expect(sealed.length).toBeGreaterThan(1);
  canaries = [...texts, erased.person.user.email, 'Canari et fils', ...sealed];
  await passThrough(erased.id, erased.person.user.email);
  await passThrough(other.id, other.person.user.email);
  expect(await palier('backup', file('before.zip'))).toMatchObject({ code: 0, stderr: '' });
  for (const args of [
    ['person', 'erase', tenant.slug, erased.id, '--grace', '0'],
    ['tenant', 'delete', purged.slug],
    ['tenant', 'purge', purged.slug],
  ]) {
    expect(await palier(...args)).toMatchObject({ code: 0, stderr: '' });
  }
  const ended =
    'select from platform.erasures where swept_at is not null union all select from tenants.purges where ended_at is not null';
  await until(async () => (await runSql(test.adminUrl, ended)).length === 2);
  expect(await renew('before.zip', 'renewed.zip')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('persons: 1, tenants: 1'),
  });
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await api?.close();
});

it('holds nothing of those who were erased since, in rows, sealed texts, keys, files and what passes through', async () => {
  const [before, after, keys] = [
    await unpacked('before.zip'),
    await unpacked('renewed.zip'),
    await unpacked('renewed.zip.keys'),
  ];
  const beforeKeys = await unpacked('before.zip.keys');
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
  const allowed = new Set(kept.map(({ name }) => name));
  for (const id of [erased.id, purged.id]) {
    expect(holding(before, id).filter((entry) => !allowed.has(entry)).length).toBeGreaterThan(0);
    expect(holding(after, id).filter((entry) => !allowed.has(entry))).toEqual([]);
    expect(holding(keys, id)).toEqual(['platform.erasure_ledger']);
  }
});

it('holds all others whole, row by row and file by file', async () => {
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
  const entries = await unpacked('renewed.zip');
  for (const text of [other.id, other.person.user.email]) expect(holding(entries, text).length).toBeGreaterThan(1);
  for (const bytes of await sealedOf(other.id)) {
    expect([...holding(entries, bytes), ...holding(await unpacked('renewed.zip.keys'), bytes)]).not.toEqual([]);
  }
  expect(otherTexts.some((text) => holding(entries, text).length > 0)).toBe(true);
});

it('is verified, restored and served, and nothing has to be erased again', async () => {
  expect(await palier('verify', file('renewed.zip'), '--admin-url', postgres())).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/is complete[\s\S]*files/),
  });
  const database = await emptyDatabase(test);
  databases.push(database);
  const dataDir = join(api.dataDir, 'restored');
  cpSync(join(api.dataDir, 'storage'), join(dataDir, 'storage'), { recursive: true });
  const restored = await spawnPalier(settings(database, dataDir), 'restore', file('renewed.zip'));
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toContain(file('renewed.zip.keys'));
  expect(restored.stdout).not.toContain('erased again');
  const status = await spawnPalier(settings(database, dataDir), 'erasures', 'status', '--json');
  expect(JSON.parse(status.stdout)).toEqual({ noted: 2, waived: 0, behind: false });
  const served = await startApi(settings(database, dataDir));
  try {
    expect((await fetch(`${served.url}/v1/stores/${tenant.slug}/apps`)).status).toBe(200);
    expect((await fetch(`${served.url}/v1/stores/${purged.slug}/apps`)).status).toBe(404);
  } finally {
    await served.end('SIGKILL');
  }
  const usage = await spawnPalier(settings(database, dataDir), 'tenant', 'usage', tenant.slug, '--check', '--json');
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
  const recorded = `select from ${auditLines} where action = 'platform.backup.renewed'`;
  expect((await runSql(test.adminUrl, recorded)).length).toBeGreaterThan(0);
});

it('only lists its files where the archive does', async () => {
  await editArchive(file('before.zip'), file('listed.zip'), (entries) => {
    editManifest(entries, (manifest) => Object.assign(manifest, { files: 'listed' }));
    for (const entry of [...entries.keys()]) if (entry.startsWith('blobs/')) entries.delete(entry);
  });
  expect(await renew('listed.zip', 'listed-renewed.zip')).toMatchObject({ code: 0, stderr: '' });
  const entries = await entriesOf(file('listed-renewed.zip'));
  expect([...entries.keys()].filter((entry) => entry.startsWith('blobs/'))).toEqual([]);
  expect(JSON.parse(String(entries.get('manifest.json')))).toMatchObject({ files: 'listed' });
  expect((await linesOf(file('listed-renewed.zip'))).get('platform.blobs')).toEqual(
    (await linesOf(file('renewed.zip'))).get('platform.blobs'),
  );
});

it.each<[string, (name: string) => unknown, string]>([
  ['onto itself by another spelling', () => {}, 'is the archive that is to be renewed'],
  ['onto a hard link of itself', (to) => linkSync(file('before.zip'), to), 'is the archive that is to be renewed'],
  [
    'onto a symbolic link to itself',
    (to) => symlinkSync(file('before.zip'), to),
    'is the archive that is to be renewed',
  ],
  ['onto another file', (to) => copyFileSync(file('before.zip'), to), 'exists already'],
  ['beside a keys file that is there', (to) => copyFileSync(file('before.zip.keys'), `${to}.keys`), 'exists already'],
  ['onto a link that leads nowhere', (to) => symlinkSync(file('nothing'), to), 'exists already'],
])('is refused %s', async (what, make, told) => {
  const name = `${what.replaceAll(' ', '-')}.zip`;
  make(file(name));
  const spelt = what.endsWith('spelling') ? relative(process.cwd(), file('before.zip')) : file(name);
  const digest = sha256('before.zip');
  const listed = readdirSync(file(''));
  expect(await palier('backup', 'renew', file('before.zip'), spelt, '--admin-url', postgres())).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(told),
  });
  expect([sha256('before.zip'), readdirSync(file(''))]).toEqual([digest, listed]);
});

it('is refused for an archive of another deployment, without its keys, and while another runs', async () => {
  await editArchive(file('before.zip'), file('foreign.zip'), (entries) =>
    editManifest(entries, (manifest) => Object.assign(manifest, { deployment: newId() })),
  );
  const refused = (text: string) => ({ code: 1, stderr: expect.stringContaining(text) });
  expect(await renew('foreign.zip', 'new.zip', '--without-keys')).toMatchObject(refused('of another deployment'));
  expect(await renew('foreign.zip', 'new.zip')).toMatchObject(refused('--without-keys'));
  expect(await palier('backup', 'renew', file('before.zip'), file('new.zip'))).toMatchObject(refused('--admin-url'));
  const holder = new pg.Client(test.adminUrl);
  await holder.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  expect(await renew('before.zip', 'new.zip')).toMatchObject(refused('is running'));
  await holder.end();
  expect(readdirSync(file('')).filter((name) => name.startsWith('new.zip'))).toEqual([]);
});

it('takes an archive of before there were ids of deployments where all its tenants are known', async () => {
  await editArchive(file('before.zip'), file('old.zip'), (entries) =>
    editManifest(entries, (manifest) => Object.assign(manifest, { deployment: undefined })),
  );
  const elsewhere = await migratedDatabase(test);
  databases.push(elsewhere);
  const args = [
    'backup',
    'renew',
    file('old.zip'),
    file('old-renewed.zip'),
    '--without-keys',
    '--admin-url',
    postgres(),
  ];
  expect(await spawnPalier(settings(elsewhere, join(api.dataDir, 'elsewhere')), ...args)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('of another deployment'),
  });
  expect(await palier(...args)).toMatchObject({ code: 0, stderr: '' });
  const { deployment } = JSON.parse(String((await entriesOf(file('before.zip'))).get('manifest.json')));
  const renewed = await Archive.open(file('old-renewed.zip'));
  renewed.close();
  expect([renewed.manifest.deployment, holding(await unpacked('old-renewed.zip'), erased.person.user.email)]).toEqual([
    deployment,
    [],
  ]);
});

it('leaves the archive and no new one when it is killed at any step, and then works again', async () => {
  const digest = sha256('before.zip');
  const args = [
    'apps/cli/palier.mjs',
    'backup',
    'renew',
    file('before.zip'),
    file('killed.zip'),
    '--admin-url',
    postgres(),
  ];
  /** @param at what it has printed, or a file that it has written */
  const killed = async (at: () => boolean | string): Promise<void> => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...settings(test) } });
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    const exited = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve(signal ?? `${code}: ${printed}`)),
    );
    await until(() => [at()].some((sign) => sign === true || (sign !== false && printed.includes(sign))));
    child.kill('SIGKILL');
    expect(await exited).toBe('SIGKILL');
    expect([sha256('before.zip'), existsSync(file('killed.zip'))]).toEqual([digest, false]);
    // PostgreSQL finds out on its own that the client is gone.
    const held = `select from pg_locks where locktype = 'advisory' and objid = ${LOCK % 2 ** 32}`;
    await until(async () => (await runSql(test.adminUrl, held)).length === 0);
  };
  for (const step of ['is restored into', 'are erased there', 'is written']) await killed(() => step);
  await killed(() => existsSync(file('killed.zip.keys')));
  expect(existsSync(file('killed.zip.keys'))).toBe(true);
  expect(await renew('before.zip', 'killed.zip')).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(file('')).filter((name) => name.startsWith('killed'))).toEqual(['killed.zip', 'killed.zip.keys']);
  await until(async () => (await scratch()).length === 0);
  const [all, again] = [await linesOf(file('renewed.zip')), await linesOf(file('killed.zip'))];
  for (const [table, rows] of all)
    if (!noting.includes(table)) expect([table, again.get(table)]).toEqual([table, rows]);
});
