/**
 * Real: an API with its workers in this process, a built API beside, HTTP, PostgreSQL, the key file, the command line in processes of
 * its own, archives and keys files. Faked: most persons, of whom there is nothing but a key; a lost key, by its deletion.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Api } from '../stack/product.js';
import { startApi } from '../support/built-process.js';
import { spawnPalier } from '../support/command-line.js';
import { type EmptyDatabase, emptyDatabase } from '../support/empty-database.js';
import { freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { differing, fillKeys, keyOf, masterOf, openedKeys } from './person-keys/filled-keys.js';
import { JournalTraffic, type Written } from './person-keys/journal-traffic.js';

/** A multiple of 2,000, which are four batches of the rotation; more than one are of each tenant. With `TEST_PERSONS=100000` the spec takes minutes. */
const PERSONS = Number(process.env.TEST_PERSONS ?? 4_000);
type Urls = Pick<EmptyDatabase, 'adminUrl' | 'ownerUrl' | 'appUrl'>;

let dataDir: string;
let one: TestApp;
let tenant: { id: string; slug: string };
let traffic: JournalTraffic;
/** A tenant whose last key is in a batch with the first ones of `tenant`. */
let tenantBefore: { id: string };
let [erased, renewed]: SignedIn[] = [];
let first: SignedIn;
let newcomers = 0;
/** The keys of all persons before. */
let keysBefore: Map<string, string>;
/** What was written before the archive, but by those whose keys go. */
let writtenBefore: Written[];
let former = '';
let present = '';
let printed: string[];
const running: Api[] = [];
const databases: EmptyDatabase[] = [];

const file = (name: string) => join(dataDir, 'archives', name);
/** The same for all processes, which would refuse each other's tokens. */
const publicUrl = 'https://palier.example';
const settings = ({ appUrl, ownerUrl }: Urls, own: NodeJS.ProcessEnv = {}) => ({
  ...{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, PALIER_DATA_DIR: dataDir, PUBLIC_URL: publicUrl, ...own },
});
const palier = (...args: string[]) => palierOn(one.database, {}, ...args);
async function palierOn(urls: Urls, own: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const ended = await spawnPalier(settings(urls, own), ...args);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
}
const linesOfKeyFile = () => readFileSync(join(dataDir, 'master.key'), 'utf8').trim().split('\n');
const hasKey = async ({ adminUrl }: Urls, who = '') =>
  (await runSql(adminUrl, `select from platform.person_keys where user_id = '${who}'`)).length > 0;
async function serve(urls: Urls, own?: NodeJS.ProcessEnv): Promise<string> {
  const served = await startApi(settings(urls, own));
  running.push(served);
  return served.url;
}

/** Whether a rotation waits for a row that somebody else has locked. */
const waits = async () => {
  const rotation = `wait_event_type = 'Lock' and application_name = 'palier copy' and datname = current_database()`;
  return (await runSql(one.database.adminUrl, `select from pg_stat_activity where ${rotation}`)).length > 0;
};

/** Rotates, and stops at the last key of the tenant before, with the first ones of the next tenant read, until `meanwhile` has run. */
async function rotateHeld(meanwhile: () => Promise<void>): Promise<string> {
  const writer = new pg.Client({ connectionString: one.database.adminUrl });
  await writer.connect();
  await writer.query(
    `begin; select from platform.person_keys where tenant_id = '${tenantBefore.id}' order by user_id desc limit 1 for update`,
  );
  const rotated = palier('keys', 'rotate-master');
  try {
    await until(waits);
    await meanwhile();
  } finally {
    await writer.end();
  }
  return rotated;
}

/** Persons write and read at both processes until `work` has ended, and others come and write for the first time. */
async function during(work: () => Promise<void>): Promise<void> {
  const people = traffic.people.map(({ who }) => who).filter((who) => who !== erased && who !== renewed);
  let over = false;
  const busy = people.map(async (who, at) => {
    for (let turn = at; !over; turn += 1) {
      await traffic.write(who, `Turn ${turn} of ${who.id}`, turn);
      await traffic.change(who, `Turn ${turn}, changed, of ${who.id}`, turn);
    }
  });
  const arriving = async () => {
    for (; !over; newcomers += 1) await traffic.write(await signedIn(one, tenant, 'member'), 'The first', newcomers);
  };
  await Promise.all([
    ...busy,
    arriving(),
    work().finally(() => {
      over = true;
    }),
  ]);
}

/** What happens to keys of a batch that was read and not yet replaced. */
async function whileHeld(): Promise<void> {
  const { id = '' } = erased as SignedIn;
  await palier('person', 'erase', tenant.slug, id, '--grace', '0');
  await until(async () => !(await hasKey(one.database, id)));
  traffic.forget(erased as SignedIn);
  await runSql(one.database.adminUrl, `delete from platform.person_keys where user_id = '${renewed?.id}'`);
  traffic.forget(renewed as SignedIn);
  await traffic.write(renewed as SignedIn, 'With a new key', 1);
  await traffic.write(first, 'The first in the midst of it');
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  mkdirSync(file(''));
  one = await startTestApp({ dataDir, publicUrl, masterKey: undefined }, undefined, workers);
  const { adminUrl } = one.database;
  tenantBefore = await freshTenant(one, { product: 'journeys' });
  tenant = await freshTenant(one, { product: 'journeys' });
  const tenantAfter = await freshTenant(one, { product: 'journeys' });
  traffic = new JournalTraffic([await one.listen(), await serve(one.database)]);
  const joined = () => signedIn(one, tenant, 'member');
  [erased, renewed, first] = [await joined(), await joined(), await joined()];
  for (const who of [erased, renewed, await joined(), await joined(), await joined()])
    await traffic.write(who, `Of ${who.id}`);
  [former = ''] = linesOfKeyFile();
  const master = masterOf(former);
  await fillKeys(adminUrl, master, tenantBefore.id, PERSONS / 4 + 250);
  await fillKeys(adminUrl, master, tenant.id, PERSONS / 4);
  await fillKeys(adminUrl, master, tenantAfter.id, PERSONS / 2 - 250);
  keysBefore = await openedKeys(adminUrl, master);
  const going = [erased, renewed];
  writtenBefore = traffic.people
    .filter(({ who }) => !going.includes(who))
    .map(({ who, texts }) => ({ who, texts: new Map(texts) }));
  await palier('backup', file('before.zip'));
  await during(async () => {
    printed = [await rotateHeld(whileHeld), await palier('keys', 'rotate-master', '--finish')];
  });
  [present = ''] = linesOfKeyFile();
});
afterAll(async () => {
  for (const process of running) await process.end('SIGKILL');
  for (const database of databases) await database.drop();
  await one?.close();
  rmSync(dataDir, { recursive: true });
});

it('no request fails while the master key is rotated and the former one dropped', () => {
  expect(linesOfKeyFile()).toEqual([expect.not.stringMatching(former as string)]);
  expect(printed).toEqual([
    expect.stringContaining('of platform.person_keys'),
    expect.stringContaining('has this key alone'),
  ]);
  expect([traffic.failures, newcomers]).toEqual([[], expect.any(Number)]);
  expect(newcomers).toBeGreaterThan(0);
});

it('every key is sealed by the new one, and is the same as before; none is lost, and none added but of those who wrote', async () => {
  const { adminUrl } = one.database;
  const keys = await openedKeys(adminUrl, masterOf(present));
  expect([...keys.values()].filter((key) => key === '')).toEqual([]);
  expect([...(await openedKeys(adminUrl, masterOf(former))).values()].filter((key) => key !== '')).toEqual([]);
  const [{ id: gone }, { id: anew }] = [erased, renewed] as [SignedIn, SignedIn];
  const wrote = traffic.people.map(({ who }) => who.id).filter((user) => !keysBefore.has(user));
  expect(wrote).toHaveLength(newcomers + 1);
  expect(differing(keysBefore, keys)).toEqual([gone, anew, ...wrote].sort());
  expect([keys.has(gone), keys.has(anew)]).toEqual([false, true]);
  const made = [...keysBefore].filter(([user, key]) => key === keyOf(user));
  expect(made).toHaveLength(PERSONS);
});

it('all that was written meanwhile is read at both processes, and at one that never had the former key', async () => {
  const { people } = traffic;
  const last = people.map(({ who, texts }) => ({ who, texts: new Map([...texts].slice(-1)) }));
  for (const origin of traffic.origins) expect(await traffic.readAll(origin, last)).toBe(people.length);
  const written = people.reduce((sum, { texts }) => sum + texts.size, 0);
  expect(await traffic.readAll(await serve(one.database))).toBe(written);
});

/** A database restored from the archive of before, on a machine that has the storage and the new master key alone. */
async function restored(name: string, keys: string): Promise<{ database: EmptyDatabase; own: NodeJS.ProcessEnv }> {
  const directory = join(dataDir, name);
  cpSync(join(dataDir, 'storage'), join(directory, 'storage'), { recursive: true });
  writeFileSync(join(directory, 'master.key'), `${present}\n`, { mode: 0o600 });
  const database = await emptyDatabase(one.database);
  databases.push(database);
  const own = { PALIER_DATA_DIR: directory };
  const { code, stdout } = await spawnPalier(
    settings(database, own),
    ...['restore', file('before.zip'), '--keys', file(keys)],
  );
  expect(code).toBe(1);
  expect(stdout).toContain('erased again: 1');
  expect(stdout).toContain('in PALIER_OTHER_MASTER_KEYS');
  return { database, own };
}

const readBefore = (origin: string) => traffic.readAll(origin, writtenBefore);

it('an archive of before opens with its keys file and the former key; without it nothing is given, and nothing lost', async () => {
  const { database, own } = await restored('with-former', 'before.zip.keys');
  const { adminUrl } = database;
  expect(await hasKey(database, erased?.id)).toBe(false);
  const sealed = await openedKeys(adminUrl, masterOf(former));
  expect(differing(sealed, keysBefore)).toEqual([erased?.id]);

  const refused = await spawnPalier(settings(database, own), 'keys', 'rotate-master');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('PALIER_OTHER_MASTER_KEYS') });
  const without = await serve(database, own);
  for (const { who, texts } of writtenBefore) {
    const [id] = texts.keys();
    for (const body of [undefined, { day: '2026-01-01', reflection: 'Another' }]) {
      const answer = await traffic.ask(without, who, body ? 'entries' : `entries/${id}`, body);
      expect(answer).toMatchObject({ status: 503, body: { code: 'journal_sealed' } });
    }
  }
  expect(differing(await openedKeys(adminUrl, masterOf(former)), sealed)).toEqual([]);

  const withFormer = { ...own, PALIER_OTHER_MASTER_KEYS: former };
  expect(await readBefore(await serve(database, withFormer))).toBe(writtenBefore.length);
  // Without --finish it would make one more key.
  await palierOn(database, withFormer, 'keys', 'rotate-master', '--finish');
  expect(differing(await openedKeys(adminUrl, masterOf(present)), sealed)).toEqual([]);
  expect(await readBefore(without)).toBe(writtenBefore.length);
});

it('an archive of before opens with a keys file of after, and the new key alone', async () => {
  await palier('backup', file('after.zip'));
  const { database, own } = await restored('with-later', 'after.zip.keys');
  const keys = await openedKeys(database.adminUrl, masterOf(present));
  const lost = [erased?.id, renewed?.id].sort();
  expect(differing(keys, keysBefore)).toEqual(lost);
  // The key that was drawn anew is not the one that sealed what the archive has.
  expect(lost.filter((user) => keys.has(user ?? ''))).toEqual([]);
  expect(await readBefore(await serve(database, own))).toBe(writtenBefore.length);
});
