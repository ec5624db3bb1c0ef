// Real: the whole API, PostgreSQL, people who sign in, the job that enforces retention. Faked: how old rows are.
import { Database } from '#platform/database';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { enforceRetention } from '../support/enforce-retention.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const invitations = '/v1/retention/auth.invitations';
const unchanged = { name: 'auth.invitations', days: 30, shortest: 1, longest: 30 };

it('an administrator chooses how long rows are kept, for the tenant alone', async () => {
  const [tenant, other] = [await freshTenant(api), await freshTenant(api)];
  const [admin, stranger] = [await signedIn(api, tenant, 'admin'), await signedIn(api, other, 'admin')];
  const listed = async (token: string) => (await callAs(api, token, 'GET', '/v1/retention')).json().data;
  expect(await listed(admin.token)).toContainEqual({ ...unchanged, holds: expect.any(String) });
  expect((await callAs(api, admin.token, 'PUT', invitations, { days: 7 })).json()).toMatchObject({ days: 7 });
  expect(await listed(admin.token)).toContainEqual(expect.objectContaining({ ...unchanged, days: 7 }));
  expect(await listed(stranger.token)).toContainEqual(expect.objectContaining(unchanged));

  const guest = { email: 'guest@example.org', role: 'member' };
  for (const { token } of [admin, stranger]) await callAs(api, token, 'POST', '/v1/invitations', guest);
  await runSql(api.database.adminUrl, `update auth.invitations set expires_at = now() - interval '8 days'`);
  expect(await enforceRetention(api.app.get(Database))).toMatchObject({ 'auth.invitations': 1 });
  const left = `select tenant_id::text as id from auth.invitations`;
  expect(await runSql(api.database.adminUrl, left)).toEqual([{ id: other.id }]);

  expect((await callAs(api, admin.token, 'PUT', invitations, { days: null })).json()).toMatchObject(unchanged);
  expect(await listed(admin.token)).toContainEqual(expect.objectContaining(unchanged));
  const audited = `select details from platform.audit_lines where action = 'platform.retention.chosen'
    and target_id = 'auth.invitations' order by id`;
  expect(await runSql(api.database.adminUrl, audited)).toEqual([{ details: { days: 7 } }, { details: { days: null } }]);
});

it('posts stay for as long as the plan of the tenant says, and less where it chose so', async () => {
  const posts = '/v1/retention/feeds.posts';
  const plans = ['free', 'enterprise'] as const;
  const [free, large] = await Promise.all(plans.map((plan) => freshTenant(api, { product: 'veille', plan })));
  if (!free || !large) throw new Error('There are no tenants.');
  for (const { id } of [free, large]) {
    await runSql(
      api.database.adminUrl,
      `insert into feeds.subscriptions (tenant_id, id, url, title) values ('${id}', uuidv7(), 'https://${id}.example/', 'Sun');
      insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash,
          received_at, starred)
        select tenant_id, uuidv7(), id, days::text, '', '', '{}', '[]', now(), '', now() - make_interval(days => days), starred
        from feeds.subscriptions, unnest(array[5, 60, 100, 400, 2000, 2000], array[false, false, false, false, false, true])
          as p (days, starred) where tenant_id = '${id}'`,
    );
  }
  const left = async ({ id }: { id: string }) => {
    await enforceRetention(api.app.get(Database), api.app.get(TenantDirectory));
    const days = `select title::int as days from feeds.posts where tenant_id = '${id}' order by 1`;
    return (await runSql<{ days: number }>(api.database.adminUrl, days)).map((post) => post.days);
  };
  expect([await left(free), await left(large)]).toEqual([
    [5, 60, 2000],
    [5, 60, 100, 400, 2000],
  ]);

  const admin = await signedIn(api, large, 'admin');
  const period = async () => {
    const { data } = (await callAs(api, admin.token, 'GET', '/v1/retention')).json<{ data: { name: string }[] }>();
    return data.find(({ name }) => name === 'feeds.posts');
  };
  expect((await callAs(api, admin.token, 'PUT', posts, { days: 300 })).json()).toMatchObject({ longest: 1095 });
  expect(await left(large)).toEqual([5, 60, 100, 2000]);
  await api.app.get(Tenants).update(large.slug, undefined, { plan: 'free' });
  expect(await period()).toEqual({
    name: 'feeds.posts',
    holds: expect.any(String),
    days: 90,
    shortest: 7,
    longest: 90,
  });
  expect(await left(large)).toEqual([5, 60, 2000]);
  const refused = await callAs(api, admin.token, 'PUT', posts, { days: 91 });
  expect(refused.json()).toMatchObject({ code: 'retention_out_of_range', detail: expect.stringContaining('90') });
  expect((await callAs(api, admin.token, 'PUT', posts, { days: 7 })).json()).toMatchObject({ days: 7, longest: 90 });
  expect(await left(large)).toEqual([5, 2000]);
});

it.each([
  [invitations, { days: 31 }, 400, 'retention_out_of_range', '/days'],
  [invitations, { days: 0 }, 400, 'validation_failed', '/days'],
  [invitations, { days: 1.5 }, 400, 'validation_failed', '/days'],
  [invitations, { days: '7' }, 400, 'validation_failed', '/days'],
  [invitations, {}, 400, 'validation_failed', '/days'],
  ['/v1/retention/auth.users', { days: 7 }, 404, 'retention_not_found', undefined],
  ['/v1/retention/auth.sessions', { days: 7 }, 404, 'retention_not_found', undefined],
  ["/v1/retention/x'--", { days: 7 }, 404, 'retention_not_found', undefined],
])('refuses %s %j with %d %s', async (url, body, status, code, pointer) => {
  const { token } = await signedIn(api, await freshTenant(api), 'owner');
  const answer = await callAs(api, token, 'PUT', url, body);
  expect([answer.statusCode, answer.json().code, answer.json().errors?.[0]?.pointer]).toEqual([status, code, pointer]);
});

it('an editor reads and chooses none', async () => {
  const { token } = await signedIn(api, await freshTenant(api), 'editor');
  expect((await callAs(api, token, 'GET', '/v1/retention')).statusCode).toBe(403);
  expect((await callAs(api, token, 'PUT', invitations, { days: 7 })).statusCode).toBe(403);
});
