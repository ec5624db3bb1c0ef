// Real: the API twice on one database, with its workers, PostgreSQL, the storage in a directory, the key file, people who sign
// in. Faked: nothing; both processes are in this one.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnWrites } from '#platform/cache';
import type { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { MasterKeyRotation } from '#platform/key-rotation';
import { Signatures } from '#platform/signatures';
import { picture } from '../support/picture.js';
import { callAs, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { Maker } from '../support/studio.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

const [former, next] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];

let database: TestDatabase;
let dataDir: string;
let maker: Maker;
const running = new Set<TestApp>();
beforeEach(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
});
afterEach(async () => {
  for (const api of running) await stop(api);
  rmSync(dataDir, { recursive: true });
  await database.close();
});

async function start(settings: Partial<Settings>): Promise<TestApp> {
  const api = await startTestApp({ dataDir, masterKey: undefined, ...settings }, database, workers);
  running.add(api);
  return api;
}

async function stop(api: TestApp): Promise<void> {
  running.delete(api);
  await api.close();
}

/** Publishes an app with an icon. @returns the path of the icon */
async function published(api: TestApp): Promise<string> {
  maker = await Maker.in(api);
  await maker.app('notes');
  await maker.draft('notes', '1.0.0', { a: 'a' });
  await maker.publish('notes', '1.0.0');
  const icon = await maker.send('PUT', '/notes/icon', await picture(), { 'content-type': 'image/png' });
  return new URL(icon.json().small).pathname;
}

/** The path of a link to the bundle. */
const linkOf = (api: TestApp) =>
  until(async () => {
    const url = `/v1/stores/${maker.tenant.slug}/apps/notes/downloads`;
    const answer = await api.inject({ method: 'POST', url });
    return answer.statusCode === 200 ? new URL(answer.json().url).pathname : undefined;
  });
const statusOf = async (api: TestApp, url: string) => (await api.inject(url)).statusCode;

/** Signs in at one process, and asks the other. */
async function signInAt(api: TestApp, elsewhere: TestApp): Promise<SignedIn> {
  const member = await signedIn(api, maker.tenant, 'member');
  expect((await callAs(elsewhere, member.token, 'GET', '/v1/me')).statusCode).toBe(200);
  return member;
}
const keys = async () => {
  const all = (table: string) => runSql<{ kid: string }>(database.adminUrl, `select kid from ${table} order by kid`);
  return [await all('auth.signing_keys'), await all('platform.signature_keys')];
};
const rotate = (api: TestApp, finish = false) => api.app.get(MasterKeyRotation).run(database.ownerUrl, { finish });

it('processes that are restarted one after the other with the next key never refuse what another made', async () => {
  const old = await start({ masterKey: former, otherMasterKeys: [next] });
  const icon = await published(old);
  const link = await linkOf(old);
  const made = await keys();

  const fresh = await start({ masterKey: next, otherMasterKeys: [former] });
  await signInAt(old, fresh);
  await signInAt(fresh, old);
  expect([await statusOf(fresh, link), await statusOf(old, await linkOf(fresh))]).toEqual([200, 200]);
  const page = (await fresh.inject(`/v1/stores/${maker.tenant.slug}/apps/notes`)).json();
  expect([await statusOf(fresh, icon), await statusOf(old, new URL(page.icon.small).pathname)]).toEqual([200, 200]);
  // Such a position has been reached nowhere, so it counts unless it is foreign.
  const position = (api: TestApp) => api.app.get(OwnWrites).afterRepeat(maker.tenant.id, newId());
  const counts = (at: TestApp, from: TestApp) =>
    at.app.get(OwnWrites).readSince([position(from)], { tenantId: maker.tenant.id }, true) > Number.NEGATIVE_INFINITY;
  expect([counts(old, fresh), counts(fresh, old)]).toEqual([true, true]);
  await expect(rotate(fresh)).rejects.toMatchObject({ code: 'former_key_in_use' });
  await stop(old);

  const { columns } = await rotate(fresh);
  const resealed = columns.filter((column) => column.resealed > 0);
  expect(resealed.map((column) => [column.table, column.resealed])).toEqual([
    ['auth.signing_keys', 1],
    ['platform.signature_keys', 1],
  ]);
  const last = await start({ masterKey: next });
  await signInAt(last, fresh);
  const { keyId } = await last.app.get(Signatures).sign(Buffer.from('text'));
  expect([await keys(), keyId]).toEqual([made, made[1]?.[0]?.kid]);
  expect([await statusOf(last, link), await statusOf(last, await linkOf(fresh))]).toEqual([404, 200]);
  expect(counts(last, fresh)).toBe(true);
});

it('a key in its file is rotated under running processes, none of which is restarted or refuses anything', async () => {
  const [one, other] = [await start({}), await start({})];
  const icon = await published(one);
  const link = await linkOf(one);
  const made = await keys();
  let rotated = false;
  const busy = async (api: TestApp, elsewhere: TestApp) => {
    while (!rotated) {
      await signInAt(api, elsewhere);
      await api.app.get(Signatures).sign(Buffer.from('text'));
      expect(await statusOf(elsewhere, await linkOf(api))).toBe(200);
    }
  };
  const work = [busy(one, other), busy(other, one)];
  const rotation = await rotate(one).finally(() => {
    rotated = true;
  });
  await Promise.all(work);
  expect(rotation).toMatchObject({ place: 'file', others: 1 });
  expect([await statusOf(other, link), await statusOf(other, icon)]).toEqual([200, 200]);

  await rotate(other, true);
  const last = await start({});
  await signInAt(last, one);
  expect(await statusOf(last, await linkOf(other))).toBe(200);
  expect(await keys()).toEqual(made);
});
