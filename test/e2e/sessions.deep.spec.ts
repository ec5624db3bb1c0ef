// Real: the whole API, PostgreSQL. Faked: time, by ageing a session's row.
import { newId } from '#platform/ids';
import { logIn, makePerson, makeTenant, type Person, present } from '../support/people.js';
import { setBack } from '../support/set-back.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

let api: TestApp;
let shop: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
});
afterAll(() => api?.close());

const begin = async (person: Person): Promise<Tokens> => (await logIn(api, person)).json();
const ask = (method: 'GET' | 'DELETE', url: string, key: string) =>
  api.inject({ method, url, headers: { authorization: `Bearer ${key}` } });
const mine = async ({ accessToken }: Tokens) => (await ask('GET', '/v1/me/sessions', accessToken)).json().data;
const refresh = (token: string, slug = 'shop') => present(api, slug, 'refresh', token);
const sql = (text: string) => runSql<{ action: string; target_id: string }>(api.database.adminUrl, text);
const actionsOn = async (id: string) =>
  (await sql(`SELECT action FROM platform.audit_lines WHERE target_id = '${id}' ORDER BY id`)).map(
    ({ action }) => action,
  );
/** Ages the last exchange by this time. */
const age = (interval: string, { user }: Person) =>
  sql(`UPDATE auth.sessions SET last_seen_at = last_seen_at - interval '${interval}' WHERE user_id = '${user.id}'`);

describe('refreshing', () => {
  let person: Person;
  let tokens: Tokens;
  beforeEach(async () => {
    person = await makePerson(api, shop);
    tokens = await begin(person);
  });

  it('answers the next tokens, and the session continues', async () => {
    const answer = await refresh(tokens.refreshToken);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const next = answer.json();
    const { id, name, role } = person.user;
    expect(next).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user: { id, name, role } });
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect(await mine(next)).toMatchObject([{ current: true }]);
    expect((await refresh(next.refreshToken)).statusCode).toBe(200);
  });

  it('twice at once leaves one family alive, with one successor', async () => {
    const answers = await Promise.all([refresh(tokens.refreshToken), refresh(tokens.refreshToken)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const [one, other] = answers.map((answer) => answer.json().refreshToken);
    expect(one).toBe(other);
    expect(await mine(tokens)).toHaveLength(1);
    expect((await refresh(one)).statusCode).toBe(200);
  });

  it('again within ten seconds is a retry and gets the same', async () => {
    const first = (await refresh(tokens.refreshToken)).json();
    const again = (await refresh(tokens.refreshToken)).json();
    expect(again.refreshToken).toBe(first.refreshToken);
  });

  it('with a used token ends the session, voids its tokens, and is visible in the audit alone', async () => {
    const [{ id }] = await mine(tokens);
    const next = (await refresh(tokens.refreshToken)).json();
    await age('11 seconds', person);
    const replayed = await refresh(tokens.refreshToken);
    const unknown = await refresh('nonsense');
    expect(replayed.statusCode).toBe(401);
    const { requestId: _one, ...said } = replayed.json();
    const { requestId: _other, ...saidToAnyone } = unknown.json();
    expect(said).toEqual(saidToAnyone);
    expect(said.code).toBe('refresh_refused');
    expect((await refresh(next.refreshToken)).statusCode).toBe(401);
    expect((await ask('GET', '/v1/me/sessions', next.accessToken)).statusCode).toBe(401);
    expect(await actionsOn(id)).toEqual(['auth.session.begun']);
    expect(await actionsOn(person.user.id)).toContain('auth.session.reuse-detected');
  });

  it('is refused at another tenant, and the session stays valid at its own', async () => {
    await makeTenant(api, `other-${person.user.id.slice(-8)}`);
    const elsewhere = await refresh(tokens.refreshToken, `other-${person.user.id.slice(-8)}`);
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([401, 'refresh_refused']);
    expect((await refresh(tokens.refreshToken)).statusCode).toBe(200);
  });

  it('is refused without a token', async () => {
    const answer = await api.inject({ method: 'POST', url: '/v1/auth/shop/refresh', payload: {} });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'refresh_refused']);
    expect((await api.inject({ method: 'POST', url: '/v1/auth/shop/refresh' })).statusCode).toBe(401);
  });
});

describe('signing out', () => {
  it('ends the session and voids its tokens at once', async () => {
    const tokens = await begin(await makePerson(api, shop));
    const [{ id }] = await mine(tokens);
    expect((await present(api, 'shop', 'logout', tokens.refreshToken)).statusCode).toBe(204);
    expect((await ask('GET', '/v1/me/sessions', tokens.accessToken)).statusCode).toBe(401);
    expect((await refresh(tokens.refreshToken)).statusCode).toBe(401);
    expect(await actionsOn(id)).toEqual(['auth.session.begun', 'auth.session.ended']);
  });

  it('with an unknown token, or another tenant’s, gets the same answer and ends nothing', async () => {
    const tokens = await begin(await makePerson(api, shop));
    const slug = `elsewhere-${newId().slice(-8)}`;
    await makeTenant(api, slug);
    expect((await present(api, 'shop', 'logout', 'nonsense')).statusCode).toBe(204);
    expect((await present(api, slug, 'logout', tokens.refreshToken)).statusCode).toBe(204);
    expect(await mine(tokens)).toHaveLength(1);
  });
});

describe('one’s own sessions', () => {
  it('are listed with device, address and times, the latest first', async () => {
    const person = await makePerson(api, shop);
    await logIn(api, person, { from: '198.51.100.4', headers: { 'user-agent': 'Phone\t1' } });
    const tokens = (await logIn(api, person, { from: '2001:db8::1', headers: { 'user-agent': 'Desk/1' } })).json();
    const listed = await mine(tokens);
    expect(listed).toMatchObject([
      { device: 'Desk/1', address: '2001:db8:0:0::/64', region: null, current: true },
      { device: 'Phone 1', address: '198.51.100.4', region: null, current: false },
    ]);
    for (const { beganAt, lastSeenAt, expiresAt } of listed) {
      expect(Date.parse(lastSeenAt)).toBeGreaterThanOrEqual(Date.parse(beganAt));
      expect(Date.parse(expiresAt) - Date.parse(lastSeenAt)).toBe(30 * 86_400_000);
    }
  });

  it('are ended one by one', async () => {
    const person = await makePerson(api, shop);
    const [lost, kept] = [await begin(person), await begin(person)];
    const other = (await mine(kept)).find(({ current }: { current: boolean }) => !current);
    const url = `/v1/me/sessions/${other.id}`;
    expect((await ask('DELETE', url, kept.accessToken)).statusCode).toBe(204);
    expect((await ask('GET', '/v1/me/sessions', lost.accessToken)).statusCode).toBe(401);
    expect(await mine(kept)).toHaveLength(1);
    expect((await ask('DELETE', url, kept.accessToken)).json().code).toBe('session_not_found');
  });

  it('cannot be ended by another user', async () => {
    const [one, other] = [await begin(await makePerson(api, shop)), await begin(await makePerson(api, shop))];
    const [{ id }] = await mine(one);
    for (const strange of [id, newId(), 'none']) {
      const answer = await ask('DELETE', `/v1/me/sessions/${strange}`, other.accessToken);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'session_not_found']);
    }
    expect(await mine(one)).toHaveLength(1);
  });

  it('are all ended except the current one', async () => {
    const person = await makePerson(api, shop);
    const others = [await begin(person), await begin(person)];
    const kept = await begin(person);
    expect((await ask('DELETE', '/v1/me/sessions', kept.accessToken)).json()).toEqual({ ended: 2, revokedKeys: 0 });
    for (const { accessToken } of others)
      expect((await ask('GET', '/v1/me/sessions', accessToken)).statusCode).toBe(401);
    expect(await mine(kept)).toHaveLength(1);
    expect((await ask('DELETE', '/v1/me/sessions', kept.accessToken)).json()).toEqual({ ended: 0, revokedKeys: 0 });
  });

  it('do not exist for keys', async () => {
    expect((await ask('GET', '/v1/me/sessions', api.operatorKey)).json().code).toBe('no_account');
  });
});

describe('operators', () => {
  const url = '/v1/platform/auth';
  const asOperator = (method: 'GET' | 'DELETE', path: string) => ask(method, `${url}${path}`, api.operatorKey);

  it('list the sessions of a tenant, and those of a user', async () => {
    const tenant = { slug: 'walked', id: await makeTenant(api, 'walked') };
    const people = [await makePerson(api, tenant), await makePerson(api, tenant), await makePerson(api, tenant)];
    for (const person of people) await begin(person);
    const seen: string[] = [];
    for (let next: string | null = `${url}/sessions?tenant=walked&limit=2`; next; ) {
      const step = await ask('GET', next, api.operatorKey);
      seen.push(...step.json().data.map(({ userId }: { userId: string }) => userId));
      next = /^<(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? null;
    }
    expect(seen.sort()).toEqual(people.map(({ user }) => user.id).sort());
    const [first] = people as [Person];
    const ofOne = (await asOperator('GET', `/sessions?tenant=walked&user=${first.user.id}`)).json();
    expect(ofOne.data).toMatchObject([{ userId: first.user.id, role: 'member', address: '192.0.2.1', region: null }]);
  });

  it('end all sessions of a user or a tenant, which is in that tenant’s audit', async () => {
    const tenant = { slug: 'ended', id: await makeTenant(api, 'ended') };
    const [one, other] = [await makePerson(api, tenant), await makePerson(api, tenant)];
    const [first, second] = [await begin(one), await begin(other)];
    expect((await asOperator('DELETE', `/sessions?tenant=ended&user=${one.user.id}`)).json()).toEqual({
      ended: 1,
      revokedKeys: 0,
    });
    expect((await ask('GET', '/v1/me/sessions', first.accessToken)).statusCode).toBe(401);
    expect(await mine(second)).toHaveLength(1);
    expect((await asOperator('DELETE', '/sessions?tenant=ended')).json()).toEqual({ ended: 1, revokedKeys: 0 });
    expect((await ask('GET', '/v1/me/sessions', second.accessToken)).statusCode).toBe(401);
    const lines = await sql(
      `SELECT action, target_id FROM platform.audit_lines WHERE tenant_id = '${tenant.id}' AND action LIKE '%all-ended' ORDER BY id`,
    );
    expect(lines).toEqual([
      { action: 'auth.session.all-ended', target_id: one.user.id },
      { action: 'auth.session.all-ended', target_id: tenant.id },
    ]);
  });

  it('end sessions of a tenant that began after the clock was set back, and none that begin later', async () => {
    const tenant = { slug: 'set-back', id: await makeTenant(api, 'set-back') };
    const person = await makePerson(api, tenant);
    const clock = setBack(5000);
    const tokens = await begin(person);
    expect((await ask('GET', '/v1/me', tokens.accessToken)).statusCode).toBe(200);
    expect((await asOperator('DELETE', '/sessions?tenant=set-back')).json()).toEqual({ ended: 1, revokedKeys: 0 });
    expect((await ask('GET', '/v1/me', tokens.accessToken)).statusCode).toBe(401);
    clock.mockRestore();
    expect((await ask('GET', '/v1/me', (await begin(person)).accessToken)).statusCode).toBe(200);
  });

  it.each([
    ['/sessions?tenant=nobody', 404, 'tenant_not_found'],
    ['/sessions', 400, 'validation_failed'],
    ['/sessions?tenant=shop&user=none', 400, 'validation_failed'],
    ['/sessions?tenant=shop&cursor=none', 400, 'invalid_cursor'],
    ['/regions?tenant=nobody', 404, 'tenant_not_found'],
  ])('are refused %s', async (path, status, code) => {
    const answer = await asOperator('GET', path);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('are not members', async () => {
    const { accessToken } = await begin(await makePerson(api, shop, { role: 'owner' }));
    expect((await ask('GET', `${url}/sessions?tenant=shop`, accessToken)).statusCode).toBe(403);
    expect((await ask('DELETE', `${url}/sessions?tenant=shop`, accessToken)).statusCode).toBe(403);
  });
});

describe('regions', () => {
  it('are read from a trusted proxy only, and counted', async () => {
    const settings = { trustedProxies: ['192.0.2.1'], regionHeader: 'CF-IPCountry' };
    const behind = await startTestApp(settings, api.database);
    try {
      const tenant = { slug: 'regional', id: await makeTenant(behind, 'regional') };
      const person = await makePerson(behind, tenant);
      for (const [from, region] of [
        ['192.0.2.1', 'FR'],
        ['192.0.2.1', 'FR'],
        ['192.0.2.1', 'F\u00e9'],
        ['192.0.2.2', 'DE'],
      ] as const) {
        const { statusCode } = await logIn(behind, person, { from, headers: { 'cf-ipcountry': region } });
        expect(statusCode).toBe(200);
      }
      const headers = { authorization: `Bearer ${behind.operatorKey}` };
      const counted = await behind.inject({ method: 'GET', url: '/v1/platform/auth/regions?tenant=regional', headers });
      const data = [
        { region: null, sessions: 2 },
        { region: 'FR', sessions: 2 },
      ];
      expect(counted.json()).toEqual({ data, countedAt: expect.any(String) });
    } finally {
      await behind.close();
    }
  });
});
