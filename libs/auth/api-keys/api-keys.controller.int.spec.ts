/**
 * The routes of members' keys, and requests that carry one, over two API processes.
 * Real: the whole API twice, PostgreSQL, the sign-in. Faked: nothing.
 */
import { Tenants } from '#tenants';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { logIn, makePerson, makeTenant } from '../../../test/support/people.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { sendEvents } from './scopes.js';

type Method = 'GET' | 'POST' | 'DELETE';

describe('/v1/keys', () => {
  let api: TestApp;
  let other: TestApp;
  let admin: string;
  let adminId: string;
  let editor: string;
  beforeAll(async () => {
    api = await startTestApp();
    other = await startTestApp({}, api.database);
    const shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
    const person = await makePerson(api, shop, { role: 'admin' });
    adminId = person.user.id;
    admin = (await logIn(api, person)).json().accessToken;
    editor = (await logIn(api, await makePerson(api, shop, { role: 'editor' }))).json().accessToken;
  });
  afterAll(async () => {
    await other?.close();
    await api?.close();
  });

  const call = (method: Method, path: string, payload?: object, token = admin, headers = {}, at = api) =>
    at.inject({ method, url: `/v1/keys${path}`, payload, headers: { authorization: `Bearer ${token}`, ...headers } });
  const wish = { name: 'Nightly import', kind: 'secret', scopes: ['members.read'] };
  const created = async (more: object = {}) => (await call('POST', '', { ...wish, ...more })).json();
  const membersBy = (key: string, at = api) =>
    at.inject({ method: 'GET', url: '/v1/members', headers: { authorization: `Bearer ${key}` } });

  test('create a key, which is shown once and works in every process', async () => {
    const answer = await call('POST', '', { ...wish, expiresAt: '2099-01-01T00:00:00Z' });
    expect(answer.statusCode).toBe(201);
    const { key, ...shown } = answer.json();
    expect(shown).toEqual({
      ...wish,
      id: expect.any(String),
      prefix: key.slice(0, 'palier_sk_'.length + 34),
      madeBy: adminId,
      createdAt: expect.any(String),
      expiresAt: '2099-01-01T00:00:00.000Z',
      lastUsedAt: null,
      successorId: null,
    });
    for (const at of [api, other]) expect((await membersBy(key, at)).statusCode).toBe(200);
    const [first] = (await call('GET', '?limit=1')).json().data;
    expect(first).toEqual({ ...shown, lastUsedAt: expect.any(String) });
  });

  test('are 300 in force at most, each of which may still be replaced', async () => {
    const full = { id: await makeTenant(api, 'full'), slug: 'full' };
    const { accessToken } = (await logIn(api, await makePerson(api, full, { role: 'admin' }))).json();
    const create = () => call('POST', '', wish, accessToken);
    const first = (await create()).json();
    const fill = (letter: string, keys: number) =>
      runSql(
        api.database.adminUrl,
        `insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by)
          select tenant_id, gen_random_uuid(), kind, name, '${letter}aaa' || translate(lpad(n::text, 4, '0'), '0123456789', 'abcdefghij'),
            hash, scopes, made_by from auth.api_keys, generate_series(1, ${keys}) n where id = '${first.id}'`,
      );
    await fill('a', 298);
    // Neither these count, which are not in force, nor the keys of users.
    await fill('c', 3);
    await runSql(
      api.database.adminUrl,
      `update auth.api_keys set expires_at = now() - interval '1 ms' where tenant_id = '${full.id}' and prefix like 'caaa%'`,
    );
    await fill('d', 3);
    await runSql(
      api.database.adminUrl,
      `update auth.api_keys set kind = 'personal', user_id = made_by where tenant_id = '${full.id}' and prefix like 'daaa%'`,
    );
    const both = await Promise.all([create(), create()]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect((await create()).json()).toMatchObject({ code: 'too_many_keys', status: 409 });
    // Those of other tenants do not count.
    expect((await call('POST', '', wish)).statusCode).toBe(201);
    const rotated = await call('POST', `/${first.id}/rotate`, {}, accessToken);
    expect(rotated.statusCode).toBe(201);
    await fill('b', 299);
    const again = await call('POST', `/${rotated.json().id}/rotate`, {}, accessToken);
    expect(again.json()).toMatchObject({ code: 'too_many_keys', status: 409 });
    expect((await call('DELETE', `/${first.id}`, undefined, accessToken)).statusCode).toBe(204);
    expect((await call('POST', `/${rotated.json().id}/rotate`, {}, accessToken)).statusCode).toBe(201);
  });

  test('allow a key what its scopes say, and not all that its maker may do', async () => {
    const { key } = await created();
    const forbidden = await call('GET', '', undefined, key);
    expect([forbidden.statusCode, forbidden.json().code]).toEqual([403, 'forbidden']);
    const publishable = await created({ kind: 'publishable', scopes: [sendEvents] });
    expect(publishable.key).toMatch(/^palier_pk_/);
    expect((await membersBy(publishable.key)).statusCode).toBe(403);
    expect((await membersBy(publishable.key.replace('palier_pk_', 'palier_sk_'))).statusCode).toBe(401);
  });

  test('give no operator rights to a key whose row holds every permission', async () => {
    const { id, key } = await created();
    await runSql(
      api.database.adminUrl,
      `ALTER TABLE auth.api_keys DROP CONSTRAINT api_keys_scopes_form;
       UPDATE auth.api_keys SET scopes = '{*}' WHERE id = '${id}'`,
    );
    for (const url of ['/v1/platform/tenants', '/v1/keys', '/v1/members']) {
      const answer = await api.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } });
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, 'forbidden']);
    }
  });

  test('refuse a revoked key in every process with the next request', async () => {
    const { id, key } = await created();
    for (const at of [api, other]) expect((await membersBy(key, at)).statusCode).toBe(200);
    const answer = await call('DELETE', `/${id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    for (const at of [api, other]) expect((await membersBy(key, at)).statusCode).toBe(401);
    expect((await call('DELETE', `/${id}`)).json()).toMatchObject({ status: 404, code: 'key_not_found' });
  });

  test('rotate a key, by default with a day of overlap', async () => {
    const old = await created();
    const before = Date.now();
    const answer = await call('POST', `/${old.id}/rotate`, {});
    const after = Date.now();
    expect(answer.statusCode).toBe(201);
    const made = answer.json();
    for (const { key } of [old, made]) expect((await membersBy(key, other)).statusCode).toBe(200);
    const { data } = (await call('GET', '?limit=100')).json();
    const listed = data.find(({ id }: { id: string }) => id === old.id);
    expect(listed.successorId).toBe(made.id);
    expect(Date.parse(listed.expiresAt)).toBeGreaterThanOrEqual(before + 86_399_000);
    expect(Date.parse(listed.expiresAt)).toBeLessThanOrEqual(after + 86_401_000);
    expect((await call('POST', `/${old.id}/rotate`, {})).json()).toMatchObject({ status: 409, code: 'key_replaced' });
    const last = (await call('POST', `/${made.id}/rotate`, { overlapHours: 0 })).json();
    expect((await membersBy(made.key)).statusCode).toBe(401);
    expect((await membersBy(last.key)).statusCode).toBe(200);
  });

  test('create one key for one Idempotency-Key, and store no secret', async () => {
    const headers = { 'idempotency-key': 'once' };
    const answers = [
      await call('POST', '', { ...wish, name: 'once' }, admin, headers),
      await call('POST', '', { ...wish, name: 'once' }, admin, headers),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 409]);
    expect(answers[1]?.json().code).toBe('idempotency_answer_not_kept');
    const key: string = answers[0]?.json().key;
    const secret = key.slice(-43);
    expect(secretsIn(await databaseText(api.database.adminUrl), { key, secret })).toEqual([]);
    const { data } = (await call('GET', '?limit=100')).json();
    expect(data.filter(({ name }: { name: string }) => name === 'once')).toHaveLength(1);
  });

  test('are walked by cursor and by page', async () => {
    for (let i = 0; i < 3; i += 1) await created({ name: `walk ${i}` });
    const step = await call('GET', '?limit=2');
    expect(step.json().data.map(({ name }: { name: string }) => name)).toEqual(['walk 2', 'walk 1']);
    const next = step.headers.link?.toString().slice('</v1/keys'.length).split('>')[0] ?? '';
    expect((await call('GET', next)).json().data[0].name).toBe('walk 0');
    const page = (await call('GET', '?page=2&pageSize=2')).json();
    expect(page.data[0].name).toBe('walk 0');
    expect(page.page).toMatchObject({ number: 2, size: 2, totalKind: 'exact' });
  });

  test('are for admins, not for those below them nor for operators', async () => {
    for (const path of ['', '/0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f/rotate']) {
      expect((await call('POST', path, path ? {} : wish, editor)).json()).toMatchObject({ code: 'forbidden' });
      expect((await call('POST', path, path ? {} : wish, api.operatorKey)).json()).toMatchObject({
        status: 403,
        code: 'keys_of_operators',
      });
    }
    expect((await call('GET', '', undefined, api.operatorKey)).json().data).toEqual([]);
  });

  test.each([
    ['/name', { name: '  ' }],
    ['/name', { name: 'two\nlines' }],
    ['/name', { name: 'n'.repeat(101) }],
    ['/kind', { kind: 'private' }],
    ['/scopes', { scopes: [] }],
    ['/scopes', { scopes: 'members.read' }],
    ['/scopes', { scopes: ['members.read', 'members.read'] }],
    ['/scopes', { scopes: [7] }],
    ['/expiresAt', { expiresAt: '2099-01-01' }],
    ['/expiresAt', { expiresAt: '2099-02-30T00:00:00Z' }],
    ['/expiresAt', { expiresAt: '9999-12-31T23:59:59-12:00' }],
    ['/expiresAt', { expiresAt: '0000-01-01T00:00:00Z' }],
    ['/expiresAt', { expiresAt: 4_102_444_800_000 }],
    ['/hash', { hash: '00' }],
  ])('point to %s when creating with %j', async (pointer, fault) => {
    const answer = await call('POST', '', { ...wish, ...fault });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toContainEqual(expect.objectContaining({ pointer: expect.stringContaining(pointer) }));
  });

  test.each([-1, 169, 1.5, '24', null])('refuse an overlap of %j hours', async (overlapHours) => {
    const { id } = await created();
    expect((await call('POST', `/${id}/rotate`, { overlapHours })).statusCode).toBe(400);
  });

  test('refuse the keys of a suspended tenant, and accept them once it is resumed', async () => {
    const tenants = api.app.get(Tenants);
    const { key } = await created();
    await tenants.suspend('shop');
    for (const at of [api, other]) {
      const answer = await until(async () => {
        const seen = await membersBy(key, at);
        return seen.statusCode === 200 ? undefined : seen;
      });
      expect(answer.json()).toMatchObject({ status: 403, code: 'tenant_suspended' });
    }
    await tenants.resume('shop');
    expect((await membersBy(key)).statusCode).toBe(200);
    // The other process is told, too: further tests ask it.
    await until(async () => (await membersBy(key, other)).statusCode === 200);
  });
});
