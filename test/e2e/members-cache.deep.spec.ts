// Real: two APIs over one PostgreSQL, like two processes, and their caches. Faked: nothing.
import type { Role } from '#platform/access';
import { Tenants } from '#tenants';
import { audited } from '../support/audit-lines.js';
import { logIn, makePerson } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const REQUESTS = 2000;
const ROLES: readonly Role[] = ['member', 'admin', 'owner'];

/** A member with what their answers must hold. */
interface Member extends SignedIn {
  readonly tenant: { readonly id: string; readonly slug: string };
  role: Role;
  token: string;
  /** The name that their last acknowledged write gave. */
  name: string;
  /** `Palier-Wrote` of that write. */
  wrote: string;
}

let processes: readonly [TestApp, TestApp];
const members: Member[] = [];

beforeAll(async () => {
  const one = await startTestApp({ rateLimitRequests: 1_000_000 });
  processes = [one, await startTestApp({ rateLimitRequests: 1_000_000 }, one.database)];
  for (let tenants = 0; tenants < 5; tenants += 1) {
    const tenant = await freshTenant(one);
    for (let i = 0; i < 10; i += 1) {
      const role = ROLES[i % 3] as Role;
      const user = await signedIn(one, tenant, role);
      members.push({ ...user, tenant, role, name: user.person.user.name, wrote: '' });
    }
  }
  for (const { token } of members)
    await until(async () => (await callAs(processes[1], token, 'GET', '/v1/me')).statusCode === 200);
});
afterAll(async () => {
  for (const { close } of [...processes].reverse()) await close();
});

const some = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)] as T;
const anyProcess = () => some(processes);
const status = ({ headers }: { headers: Record<string, unknown> }) => String(headers['cache-status']);

/** Requests a path on some process as a member who sends back the position of their last write. */
const ask = ({ token, wrote }: Member, url: string) =>
  callAs(anyProcess(), token, 'GET', url, undefined, wrote ? { 'palier-wrote': wrote } : {});

const seen = { hits: 0, answers: 0 };

function assertOwn({ id, person, tenant, role, name }: Member, answer: Awaited<ReturnType<typeof ask>>): void {
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ id, name, role, email: person.user.email, tenant: { slug: tenant.slug } });
  expect(answer.headers['cache-control']).toBe('private, no-cache');
}

async function readList(member: Member): Promise<void> {
  const answer = await ask(member, `/v1/members?limit=${some([5, 10, 20])}`);
  if (member.role === 'member') return expect(answer.statusCode).toBe(403);
  const theirs = new Set(members.filter(({ tenant }) => tenant === member.tenant).map(({ id }) => id));
  const { data }: { data: { id: string; name: string }[] } = answer.json();
  expect(data.filter(({ id }) => !theirs.has(id))).toEqual([]);
  const mine = data.find(({ id }) => id === member.id);
  if (mine) expect(mine.name).toBe(member.name);
  if (status(answer).includes('; hit')) seen.hits += 1;
  seen.answers += 1;
}

async function write(member: Member, count: number): Promise<void> {
  const name = `${member.id.slice(-4)} ${count}`;
  const answer = await callAs(anyProcess(), member.token, 'PATCH', '/v1/me', { name }, { 'if-match': '*' });
  expect(answer.statusCode).toBe(200);
  Object.assign(member, { name, wrote: answer.headers['palier-wrote'] });
}

async function step(member: Member, count: number): Promise<void> {
  const kind = count % 20;
  if (kind === 0) return write(member, count);
  if (kind < 6) return readList(member);
  if (kind < 9) {
    const answer = await ask(member, '/v1/tenant');
    return expect(answer.json()).toMatchObject({ slug: member.tenant.slug });
  }
  const answer = await ask(member, '/v1/me');
  assertOwn(member, answer);
  if (status(answer).includes('; hit')) seen.hits += 1;
  seen.answers += 1;
}

it('cross neither user nor role nor tenant, and show each writer their own writes on either process at once', async () => {
  let count = 0;
  // A member makes one request at a time; members make theirs at once.
  const walk = async (mine: readonly Member[]) => {
    while (count < REQUESTS) {
      count += 1;
      await step(some(mine), count);
    }
  };
  const groups = Array.from({ length: 10 }, (_, i) => members.filter((_member, at) => at % 10 === i));
  await Promise.all(groups.map(walk));
  // Otherwise the cache was not tried.
  expect(seen.hits / seen.answers).toBeGreaterThan(0.1);
});

it('are read no more by whom a role was taken away, and not by the next role', async () => {
  const tenant = await freshTenant(processes[0]);
  const [owner, admin] = [await signedIn(processes[0], tenant, 'owner'), await signedIn(processes[0], tenant, 'admin')];
  const list = (api: TestApp, token = admin.token) => callAs(api, token, 'GET', '/v1/members');
  for (const api of processes) {
    await until(async () => (await list(api)).statusCode === 200);
    await until(async () => status(await list(api)).includes('hit'));
  }
  const changed = await callAs(processes[0], owner.token, 'PATCH', `/v1/members/${admin.id}`, { role: 'member' }, any);
  expect(changed.statusCode).toBe(200);
  expect((await list(processes[0])).statusCode).toBe(401);
  await until(async () => (await list(processes[1])).statusCode === 401);
  const { accessToken } = (await logIn(processes[1], admin.person)).json();
  expect((await list(processes[1], accessToken)).statusCode).toBe(403);
  const me = await callAs(processes[1], accessToken, 'GET', '/v1/me');
  expect(me.json().role).toBe('member');
});

const any = { 'if-match': '*' };

it('are as the first try of a write left them, where the second is refused, and only then tell of a write', async () => {
  const [one, two] = processes;
  const tenant = await freshTenant(one);
  const owner = await signedIn(one, tenant, 'owner');
  const leaving = await signedIn(one, tenant, 'member');
  const rename = async (etag: unknown) =>
    callAs(one, owner.token, 'PATCH', '/v1/me', { name: 'Ann' }, { 'if-match': String(etag) });
  const remove = (id: string) => callAs(one, owner.token, 'DELETE', `/v1/members/${id}`);
  const { etag } = (await callAs(two, owner.token, 'GET', '/v1/me')).headers;
  // The answers to the first tries are lost.
  const tries = [await rename(etag), await remove(leaving.id), await rename(etag), await remove(leaving.id)];
  expect(tries.map(({ statusCode }) => statusCode)).toEqual([200, 204, 412, 404]);
  for (const { headers } of tries.slice(2)) {
    const wrote = { 'palier-wrote': String(headers['palier-wrote']) };
    expect(wrote['palier-wrote']).toMatch(/^-{8}\./);
    const [me, list] = await Promise.all(
      ['/v1/me', '/v1/members'].map((url) => callAs(two, owner.token, 'GET', url, undefined, wrote)),
    );
    expect(me?.json().name).toBe('Ann');
    expect(list?.json().data.map(({ id }: { id: string }) => id)).toEqual([owner.id]);
  }
  // Who has no access, whom no route takes, and who reads.
  const refused = [
    await one.inject({ method: 'DELETE', url: `/v1/members/${leaving.id}` }),
    await callAs(one, 'forged', 'DELETE', `/v1/members/${leaving.id}`),
    await callAs(one, owner.token, 'DELETE', '/v1/nothing'),
    await callAs(one, owner.token, 'POST', '/v1/stores/no-such-tenant/apps/notes/downloads', {}),
    await callAs(one, owner.token, 'POST', `/v1/stores/${tenant.slug}/apps/notes/downloads`, {}),
    await callAs(one, owner.token, 'GET', `/v1/members/${leaving.id}`),
  ];
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([401, 401, 404, 404, 404, 404]);
  expect(refused.filter(({ headers }) => 'palier-wrote' in headers)).toEqual([]);
});

it('keep the version by which a member changes what they read', async () => {
  const tenant = await freshTenant(processes[0]);
  const { token } = await signedIn(processes[0], tenant, 'member');
  const read = () => callAs(processes[0], token, 'GET', '/v1/me');
  const etags = [(await read()).headers.etag, (await until(async () => hitOf(await read())))?.headers.etag];
  expect(etags[0]).toMatch(/^"v\d+-/);
  expect(etags[1]).toBe(etags[0]);
  const ifMatch = { 'if-match': String(etags[1]) };
  const same = await callAs(processes[0], token, 'GET', '/v1/me', undefined, { 'if-none-match': String(etags[1]) });
  expect([same.statusCode, same.body]).toEqual([304, '']);
  expect((await callAs(processes[0], token, 'PATCH', '/v1/me', { name: 'Ann' }, ifMatch)).statusCode).toBe(200);
  expect((await callAs(processes[0], token, 'PATCH', '/v1/me', { name: 'Bea' }, ifMatch)).statusCode).toBe(412);
});

const hitOf = <Answer extends { headers: Record<string, unknown> }>(answer: Answer) =>
  status(answer).includes('hit') ? answer : undefined;

it('show the users of an import, on either process, and those of another tenant stay as they are', async () => {
  const [tenant, other] = [await freshTenant(processes[0]), await freshTenant(processes[0])];
  const [owner, stranger] = [
    await signedIn(processes[0], tenant, 'owner'),
    await signedIn(processes[0], other, 'owner'),
  ];
  const list = (api: TestApp, by = owner) => callAs(api, by.token, 'GET', '/v1/members');
  const listed = async (api: TestApp, by = owner): Promise<string[]> =>
    (await list(api, by)).json().data.map(({ id }: { id: string }) => id);
  for (const api of processes) for (const by of [owner, stranger]) await until(async () => hitOf(await list(api, by)));
  const before = await audited(processes[0], tenant.id, tenant.id);
  const { user } = await makePerson(processes[0], tenant);
  expect((await listed(processes[0])).sort()).toEqual([owner.id, user.id].sort());
  await until(async () => (await listed(processes[1])).includes(user.id));
  expect(await listed(processes[1], stranger)).toEqual([stranger.id]);
  expect(await audited(processes[0], tenant.id, tenant.id)).toEqual([...before, 'auth.users.imported']);
});

it('show the new settings of a tenant to its members, and on its sign-in page', async () => {
  const tenant = await freshTenant(processes[0]);
  const { token } = await signedIn(processes[0], tenant, 'member');
  const shown = async (url: string) => (await callAs(processes[1], token, 'GET', url)).json().branding?.displayName;
  const both = async () => [await shown('/v1/tenant'), await shown(`/v1/auth/${tenant.slug}`)];
  await until(async () => (await both()).every((name) => name === tenant.slug));
  await processes[0].app.get(Tenants).update(tenant.slug, undefined, { branding: { displayName: 'Lumière' } });
  await until(async () => (await both()).every((name) => name === 'Lumière'));
});
