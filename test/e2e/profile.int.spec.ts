// Real: the whole API, PostgreSQL, people who sign in, revocation. Faked: nothing.

import { logIn } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let shop: { id: string; slug: string };
let member: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
  member = await signedIn(api, shop, 'member');
});
afterAll(() => api?.close());

const read = (token: string) => callAs(api, token, 'GET', '/v1/me');
const change = (who: SignedIn, body: object, version = 1) =>
  callAs(api, who.token, 'PATCH', '/v1/me', body, { 'if-match': `"v${version}"` });
const erase = (who: SignedIn, password = who.person.password) =>
  callAs(api, who.token, 'DELETE', '/v1/me', { password });
const told = async (answer: ReturnType<typeof read>) => {
  const { statusCode, body } = await answer;
  return [statusCode, JSON.parse(body).code];
};

describe('/v1/me', () => {
  it('shows who is signed in, at which tenant, and what they may do', async () => {
    const answer = await read(member.token);
    const { id, email, name } = member.person.user;
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, expect.stringMatching(/^"v1-[\w-]{22}"$/)]);
    expect(answer.json()).toMatchObject({
      id,
      email,
      name,
      role: 'member',
      locale: null,
      permissions: expect.arrayContaining(['me.read', 'me.write']),
      tenant: { slug: shop.slug, name: shop.slug, product: 'wistant' },
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 1,
    });
  });

  it('works for operators too, and for no key', async () => {
    const deployment = { id: '00000000-0000-7000-8000-000000000000', slug: 'platform' };
    const operator = await signedIn(api, deployment, 'admin');
    const { permissions, tenant } = (await read(operator.token)).json();
    expect(tenant.slug).toBe('platform');
    expect(permissions).toContain('platform.tenants.write');
    expect(await told(read(api.operatorKey))).toEqual([403, 'no_account']);
  });

  it('changes name and language at the version that was read, and the tokens stay valid', async () => {
    expect((await callAs(api, member.token, 'PATCH', '/v1/me', { name: 'New' })).statusCode).toBe(428);
    const changed = await change(member, { name: ' Jeanne ', locale: 'fr' });
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"v2"']);
    expect(changed.json()).toMatchObject({ name: 'Jeanne', locale: 'fr', version: 2 });
    expect((await change(member, { name: 'Late' })).statusCode).toBe(412);
    expect((await change(member, { locale: null }, 2)).json()).toMatchObject({ name: 'Jeanne', locale: null });
  });

  it('is unchanged by what is so already, at the current version alone', async () => {
    const { name } = member.person.user;
    for (const same of [{}, { name: ` ${name} ` }, { locale: null }]) {
      const answer = await change(member, same);
      expect([same, answer.statusCode, answer.headers.etag]).toEqual([same, 200, '"v1"']);
      expect((await change(member, same, 2)).statusCode).toBe(412);
    }
    const lines = await runSql(
      api.database.adminUrl,
      `SELECT FROM platform.audit_lines WHERE action = 'auth.profile.changed' AND target_id = '${member.id}'`,
    );
    expect(lines).toEqual([]);
    expect((await change(member, { locale: 'fr' })).headers.etag).toBe('"v2"');
  });

  it('changes at one of the versions of a list, and at any with *', async () => {
    const at = async (versions: string, body: object) =>
      (await callAs(api, member.token, 'PATCH', '/v1/me', body, { 'if-match': versions })).headers.etag;
    expect(await at('"nope", "v1"', { locale: 'fr' })).toBe('"v2"');
    expect(await at('*', { locale: 'en' })).toBe('"v3"');
  });

  it.each([{ role: 'owner' }, { email: 'new@x.example' }, { name: '' }, { locale: 'de' }])('refuses %j', async (body) =>
    expect((await change(member, body)).statusCode).toBe(400),
  );
});

describe('asking for one’s own erasure', () => {
  it('needs the password, and ends every session at once', async () => {
    const second = (await logIn(api, member.person)).json().accessToken;
    expect(await told(erase(member, 'not the password at all'))).toEqual([403, 'wrong_password']);
    expect((await read(member.token)).statusCode).toBe(200);
    const asked = await erase(member);
    expect([asked.statusCode, asked.json()]).toMatchObject([
      202,
      { userId: member.id, state: 'pending', erasedAt: null },
    ]);
    expect(Date.parse(asked.json().dueAt) - Date.parse(asked.json().askedAt)).toBe(7 * 86_400_000);
    for (const token of [member.token, second]) expect((await read(token)).statusCode).toBe(401);
    expect((await logIn(api, member.person)).statusCode).toBe(401);
  });

  it('is refused to the last owner, and to one of two who leave at once', async () => {
    const owners = await Promise.all([signedIn(api, shop, 'owner'), signedIn(api, shop, 'owner')]);
    const answers = await Promise.all(owners.map((owner) => erase(owner)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'last_owner' });
  });

  it('limits guesses of the password', async () => {
    for (let tries = 0; tries < 10; tries += 1) await erase(member, 'not the password at all');
    const answer = await erase(member);
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'throttled']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('exports of a person', () => {
  const ask = (who = member) => callAs(api, who.token, 'POST', '/v1/me/exports');
  const set = (what: string) =>
    runSql(api.database.adminUrl, `update platform.operations set ${what} where user_id = '${member.id}'`);

  it('are made one at a time, however often they are asked for', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    const [id, ...others] = new Set(answers.map((answer) => answer.json().id));
    expect(others).toEqual([]);
    expect((await ask()).json()).toMatchObject({ id, state: 'queued' });
    const { id: theirs } = (await ask(await signedIn(api, shop, 'member'))).json();
    expect(theirs).not.toBe(id);
    await set(`state = 'succeeded'`);
    expect((await ask()).json().id).not.toBe(id);
  });

  it.each(['succeeded', 'failed', 'cancelled'])(
    'can be begun five times in a day, also where they have %s',
    async (state) => {
      for (let begun = 1; begun <= 5; begun += 1) {
        expect((await ask()).statusCode).toBe(202);
        await set(`state = '${state}'`);
      }
      const refused = await ask();
      expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_operations']);
      const seconds = Number(refused.headers['retry-after']);
      expect([seconds > 86_000, seconds <= 86_400]).toEqual([true, true]);
      expect((await ask(await signedIn(api, shop, 'member'))).statusCode).toBe(202);
      await set(`created_at = created_at - interval '1 day'`);
      expect((await ask()).statusCode).toBe(202);
    },
  );

  it('are not held up for longer than a day by one that does not end', async () => {
    const { id } = (await ask()).json();
    await set(`created_at = created_at - interval '1 day'`);
    expect((await ask()).json().id).not.toBe(id);
  });
});
