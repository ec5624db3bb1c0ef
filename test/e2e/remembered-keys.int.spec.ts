// Real: two API applications on one PostgreSQL, like two processes; LISTEN and NOTIFY. Faked: the clock of one test; two
// routes beside the real ones.
import { Controller, Get, Module } from '@nestjs/common';
import { Allow, declarePersonalScope, KeyChanges, Priority } from '#platform/access';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { noteStatements } from './query-counts/note-statements.js';

@Priority('normal')
@Controller('v1/tests')
class EventsController {
  @Get(':tenant/remembered')
  @Allow('tests.send', { least: 'member', keys: 'remembered' })
  remembered() {
    return {};
  }

  @Get('remembered')
  @Allow('tests.send', { least: 'member', keys: 'remembered' })
  ofItsTenant() {
    return {};
  }

  @Get(':tenant/read')
  @Allow('tests.send', { least: 'member' })
  read() {
    return {};
  }
}

@Module({ controllers: [EventsController] })
class EventsModule {}

let api: TestApp;
let other: TestApp;
beforeAll(async () => {
  declarePersonalScope('tests.send');
  api = await startTestApp({}, undefined, [EventsModule]);
  other = await startTestApp({}, api.database, [EventsModule]);
});
afterAll(async () => {
  await other?.close();
  await api?.close();
});

let tenant: { id: string; slug: string };
let owner: SignedIn;
let sent: string[];
beforeEach(async () => {
  tenant = await freshTenant(api);
  owner = await signedIn(api, tenant, 'owner');
  await other.app.get(TenantDirectory).refresh();
  sent = [];
  noteStatements((name) => name.startsWith('auth.api-keys.') && sent.push(name));
});
afterEach(() => jest.restoreAllMocks());

interface Made {
  readonly id: string;
  readonly key: string;
}
const asOwner = async (method: 'POST' | 'DELETE', path: string, body?: object) =>
  (await callAs(api, owner.token, method, `/v1/${path}`, body)).json?.() as Made;
const makeKey = (more: object = {}) =>
  asOwner('POST', 'keys', { name: 'page', kind: 'secret', scopes: ['tests.send'], ...more });
const ask = async (key: string, at = api, path = `${tenant.slug}/remembered`) =>
  (await callAs(at, key, 'GET', `/v1/tests/${path}`)).statusCode;

/** The status of a request, and what it sent to look keys up. */
async function asked(...[key, at, path]: Parameters<typeof ask>): Promise<unknown[]> {
  sent = [];
  return [await ask(key, at, path), ...sent];
}

/** Has an application remember a key, as it does from when it is told of changes. */
async function remember({ key }: Made, at = api): Promise<void> {
  expect(await ask(key, at)).toBe(200);
  await until(() => at.app.get(KeyChanges).heard);
  expect(await ask(key, at)).toBe(200);
  expect(await asked(key, at)).toEqual([200]);
}

/** Resolves once the process that changes a key has heard of it twice: from itself, and by its own notification. */
function heardTwice({ id }: Made): Promise<void> {
  let times = 0;
  return new Promise((resolve) => {
    api.app.get(KeyChanges).follow((changed) => {
      if (changed === id) times += 1;
      if (times === 2) resolve();
    });
  });
}

const presented = 'auth.api-keys.presented';

it('a remembered key costs no statement, on the routes that allow it alone', async () => {
  const made = await makeKey();
  await remember(made);
  for (let i = 0; i < 3; i += 1) expect(await asked(made.key)).toEqual([200]);
  for (let i = 0; i < 2; i += 1) expect(await asked(made.key, api, `${tenant.slug}/read`)).toEqual([200, presented]);
});

it('another secret is refused though the rest of the key is remembered', async () => {
  const [made, stranger] = [await makeKey(), await makeKey()];
  await remember(made);
  const forged = made.key.slice(0, -43) + stranger.key.slice(-43);
  expect(await asked(forged)).toEqual([401]);
  expect(await asked(made.key)).toEqual([200]);
});

it('the first to ask with another secret does not have it remembered', async () => {
  await remember(await makeKey());
  const made = await makeKey();
  const forged = `${made.key.slice(0, -1)}${made.key.endsWith('A') ? 'E' : 'A'}`;
  expect(await asked(forged)).toEqual([401, presented]);
  expect(await asked(forged)).toEqual([401]);
  expect(await ask(made.key)).toBe(200);
});

it('a revoked key is refused at once in the process that revoked it, and what is unknown costs no statement', async () => {
  const made = await makeKey();
  await remember(made);
  const heard = heardTwice(made);
  await callAs(api, owner.token, 'DELETE', `/v1/keys/${made.id}`);
  expect(await asked(made.key)).toEqual([401, presented]);
  // What is read while it hears of a change is not kept.
  await heard;
  expect(await ask(made.key)).toBe(401);
  expect(await asked(made.key)).toEqual([401]);
});

it('a revoked key is refused in another process once that is notified', async () => {
  const made = await makeKey();
  await remember(made, other);
  const notified = new Promise<void>((resolve) => {
    other.app.get(KeyChanges).follow((id) => id === made.id && resolve());
  });
  await callAs(api, owner.token, 'DELETE', `/v1/keys/${made.id}`);
  await notified;
  expect(await ask(made.key, other)).toBe(401);
});

it('a key that is rotated is read again, and refused once its overlap is over', async () => {
  const [ending, overlapping] = [await makeKey(), await makeKey()];
  for (const made of [ending, overlapping]) await remember(made);
  await asOwner('POST', `keys/${ending.id}/rotate`, { overlapHours: 0 });
  expect(await ask(ending.key)).toBe(401);
  const heard = heardTwice(overlapping);
  await asOwner('POST', `keys/${overlapping.id}/rotate`, { overlapHours: 24 });
  await heard;
  expect(await asked(overlapping.key)).toEqual([200, presented]);
  expect(await asked(overlapping.key)).toEqual([200]);
  const sql = `update auth.api_keys set expires_at = now() - interval '1 second' where id = '${overlapping.id}'`;
  await runSql(api.database.adminUrl, sql);
  const later = Date.now() + 25 * 3_600_000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
  expect(await ask(overlapping.key)).toBe(401);
});

it('a remembered key is of its tenant alone, and ends with it', async () => {
  const made = await makeKey();
  await remember(made);
  const strange = await freshTenant(api);
  expect(await ask(made.key, api, `${strange.slug}/remembered`)).toBe(404);
  await api.app.get(Tenants).suspend(tenant.slug);
  expect(await ask(made.key)).toBe(403);
  await api.app.get(Tenants).resume(tenant.slug);
  expect(await ask(made.key, api, 'remembered')).toBe(200);
  await api.app.get(Tenants).delete(tenant.slug, undefined);
  expect(await asked(made.key, api, 'remembered')).toEqual([401]);
});

it('the last use of a remembered key is written once a minute', async () => {
  const made = await makeKey();
  await remember(made);
  const ago = `update auth.api_keys set last_used_at = now() - interval '61 seconds' where id = '${made.id}'`;
  await runSql(api.database.adminUrl, ago);
  const later = Date.now() + 61_000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
  sent = [];
  for (let i = 0; i < 3; i += 1) expect(await ask(made.key)).toBe(200);
  await until(() => sent.length > 0);
  expect(sent).toEqual(['auth.api-keys.touch']);
});

it('a personal key is never remembered, since the role of its user may change', async () => {
  await remember(await makeKey());
  const { key } = await asOwner('POST', 'me/keys', { name: 'reader', scopes: ['tests.send'] });
  expect(await ask(key)).toBe(200);
  for (let i = 0; i < 2; i += 1) expect(await asked(key)).toEqual([200, presented]);
});
