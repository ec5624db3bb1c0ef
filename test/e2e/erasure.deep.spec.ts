// Real: the whole API and its workers, PostgreSQL, people who sign in. Faked: the time, which SQL sets back; in one test
// data outside PostgreSQL that cannot be deleted.
import { OutsideData } from '#platform/data-lifecycle';
import { JobControl } from '#platform/jobs';
import { audited } from '../support/audit-lines.js';
import { enforceRetention } from '../support/enforce-retention.js';
import { type Mailbox, mailboxOf } from '../support/mailbox.js';
import { logIn, makePerson } from '../support/people.js';
import { exportedLines } from '../support/read-zip.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

let api: TestApp;
let shop: { id: string; slug: string };
let mailbox: Mailbox;
let admin: SignedIn;
let member: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  mailbox = mailboxOf(api);
});
beforeEach(async () => {
  shop = await freshTenant(api);
  admin = await signedIn(api, shop, 'owner');
  member = await signedIn(api, shop, 'editor');
});
afterAll(() => api?.close());

const path = (id = member.id) => `/v1/members/${id}/erasure`;
const ask = (graceDays?: number, id?: string) => callAs(api, admin.token, 'POST', path(id), { graceDays });
const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, body } = await answer;
  return [statusCode, JSON.parse(body).code];
};
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const state = async () => (await callAs(api, admin.token, 'GET', path())).json().state;
const swept = (id = member.id) =>
  until(
    async () =>
      (await sql(`SELECT FROM platform.erasures WHERE user_id = '${id}' AND swept_at IS NOT NULL`)).length > 0,
  );

describe('the export of a person', () => {
  const exported = async (who: SignedIn): Promise<{ table: string; row: Record<string, unknown> }[]> => {
    const begun = await callAs(api, who.token, 'POST', '/v1/me/exports');
    expect(begun.statusCode).toBe(202);
    const operation = await until(async () => {
      const seen = (await callAs(api, who.token, 'GET', `/v1/operations/${begun.json().id}`)).json();
      return seen.state === 'succeeded' ? seen : undefined;
    });
    const answer = await callAs(api, who.token, 'GET', operation.result.url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="export-.*\.zip"$/);
    const lines = await exportedLines(answer.rawPayload);
    expect(lines).toHaveLength(operation.result.lines);
    return lines;
  };

  it('holds what the tables have of them, and neither a secret nor anybody else', async () => {
    const lines = await exported(member);
    const { id, email, name } = member.person.user;
    expect(lines).toContainEqual({ table: 'auth.users', row: expect.objectContaining({ id, email, name }) });
    expect(lines.map(({ table }) => table)).toEqual(expect.arrayContaining(['auth.sessions', 'auth.known_devices']));
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/hash|salt|argon2|\$2[aby]\$/);
    for (const other of [admin.id, admin.person.user.email]) expect(text).not.toContain(other);
  });

  it('is read by nobody else, and not for ever', async () => {
    const begun = await callAs(api, member.token, 'POST', '/v1/me/exports');
    const url = `/v1/me/exports/${begun.json().id}`;
    await until(async () => (await callAs(api, member.token, 'GET', url)).statusCode === 200);
    expect(await told(callAs(api, admin.token, 'GET', url))).toEqual([404, 'export_not_found']);
    await sql(
      `UPDATE platform.person_exports SET created_at = now() - interval '8 days' WHERE user_id = '${member.id}'`,
    );
    await enforceRetention(api.database.database);
    expect(await told(callAs(api, member.token, 'GET', url))).toEqual([404, 'export_not_found']);
  });
});

describe('the erasure of a person', () => {
  it('ends their access at once, and can be cancelled until it is due', async () => {
    const asked = await ask();
    expect([asked.statusCode, asked.json()]).toMatchObject([202, { userId: member.id, state: 'pending', counts: {} }]);
    expect(Date.parse(asked.json().dueAt) - Date.parse(asked.json().askedAt)).toBe(7 * 86_400_000);
    expect((await callAs(api, member.token, 'GET', '/v1/me')).statusCode).toBe(401);
    expect((await logIn(api, member.person)).statusCode).toBe(401);
    await mailbox.about(member.person.user.email, `Votre compte ${shop.slug} va être effacé`);
    expect((await ask(0)).json()).toEqual(asked.json());
    const back = `/v1/members/${member.id}/reactivate`;
    expect(await told(callAs(api, admin.token, 'POST', back))).toEqual([409, 'erasure_pending']);
    expect((await callAs(api, admin.token, 'DELETE', path())).statusCode).toBe(204);
    expect(await audited(api, shop.id, member.id)).toEqual(
      expect.arrayContaining(['auth.user.erasure-requested', 'auth.user.erasure-cancelled']),
    );
    expect(await told(callAs(api, admin.token, 'GET', path()))).toEqual([404, 'erasure_not_found']);
    expect((await callAs(api, admin.token, 'POST', back)).statusCode).toBe(200);
    expect((await logIn(api, member.person)).statusCode).toBe(200);
  });

  it('is cancelled by the person who asked for it, with the link of the mail, once', async () => {
    const { password, user } = member.person;
    const erase = () => callAs(api, member.token, 'DELETE', '/v1/me', { password });
    const cancel = (token: string) =>
      api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/erasure/cancel`, payload: { token } });
    expect((await erase()).statusCode).toBe(202);
    const token = await mailbox.secretFor(user.email);
    expect((await mailbox.to(user.email)).at(-1)?.link).toContain(`/auth/${shop.slug}/cancel-erasure#`);
    const [link] = await sql<{ same: boolean }>(`
      select t.expires_at = e.due_at as same from auth.email_tokens t join platform.erasures e using (tenant_id, user_id)
      where t.purpose = 'cancel-erasure' and t.user_id = '${member.id}'`);
    expect(link).toEqual({ same: true });
    expect((await logIn(api, member.person)).statusCode).toBe(401);
    const altered = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    expect(await told(cancel(altered))).toEqual([400, 'erasure_link_invalid']);
    const answers = await Promise.all([1, 2, 3].map(() => cancel(token)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 400, 400]);
    expect(await told(callAs(api, admin.token, 'GET', path()))).toEqual([404, 'erasure_not_found']);
    expect((await logIn(api, member.person)).statusCode).toBe(200);
    expect((await callAs(api, member.token, 'GET', '/v1/me')).statusCode).toBe(401);
  });

  it('is not cancelled by a link once it is due, or where an admin decided', async () => {
    const { password, user } = member.person;
    const cancel = (token: string) =>
      api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/erasure/cancel`, payload: { token } });
    expect((await callAs(api, member.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
    const token = await mailbox.secretFor(user.email);
    expect((await ask()).statusCode).toBe(202);
    expect(await audited(api, shop.id, member.id)).toContain('auth.user.erasure-confirmed');
    expect(await told(cancel(token))).toEqual([400, 'erasure_link_invalid']);
    expect(await state()).toBe('pending');
    const other = await signedIn(api, shop, 'editor');
    expect((await ask(7, other.id)).statusCode).toBe(202);
    const theirs = await mailbox.about(other.person.user.email, `Votre compte ${shop.slug} va être effacé`);
    expect(theirs.link).toBeUndefined();
    const third = await signedIn(api, shop, 'editor');
    const own = { password: third.person.password };
    expect((await callAs(api, third.token, 'DELETE', '/v1/me', own)).statusCode).toBe(202);
    const late = await mailbox.secretFor(third.person.user.email);
    await sql(`update auth.email_tokens set expires_at = now() where user_id = '${third.id}'`);
    expect(await told(cancel(late))).toEqual([400, 'erasure_link_invalid']);
  });

  it.each([
    ['asked for it, too', () => ask()],
    ['deactivated them', () => callAs(api, admin.token, 'POST', `/v1/members/${member.id}/deactivate`)],
  ])('is not cancelled by a link whose mail was made after an admin %s', async (_, decide) => {
    const { password, user } = member.person;
    expect((await callAs(api, member.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
    const token = await mailbox.secretFor(user.email);
    const links = `auth.email_tokens where user_id = '${member.id}' and purpose = 'cancel-erasure'`;
    await sql(`create table public.link as select * from ${links}`);
    expect((await decide()).statusCode).toBeLessThan(300);
    expect(await sql(`select from ${links}`)).toEqual([]);
    await sql('insert into auth.email_tokens select * from public.link; drop table public.link');
    const cancelled = api.inject({
      method: 'POST',
      url: `/v1/auth/${shop.slug}/erasure/cancel`,
      payload: { token },
    });
    expect(await told(cancelled)).toEqual([400, 'erasure_link_invalid']);
    expect([await state(), (await logIn(api, member.person)).statusCode]).toEqual(['pending', 401]);
  });

  it('is not cancelled by the link of an earlier one, which an admin cancelled', async () => {
    const { password, user } = member.person;
    expect((await callAs(api, member.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
    const token = await mailbox.secretFor(user.email);
    expect((await callAs(api, admin.token, 'DELETE', path())).statusCode).toBe(204);
    const back = await callAs(api, admin.token, 'POST', `/v1/members/${member.id}/reactivate`);
    expect(back.statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(202);
    const url = `/v1/auth/${shop.slug}/erasure/cancel`;
    expect(await told(api.inject({ method: 'POST', url, payload: { token } }))).toEqual([400, 'erasure_link_invalid']);
    expect(await state()).toBe('pending');
  });

  it('is cancelled by those alone who could ask for it', async () => {
    const second = await signedIn(api, shop, 'owner');
    const lesser = await signedIn(api, shop, 'admin');
    const { password } = second.person;
    expect((await callAs(api, second.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
    expect(await told(callAs(api, lesser.token, 'DELETE', path(second.id)))).toEqual([403, 'role_too_high']);
    expect((await callAs(api, admin.token, 'DELETE', path(second.id))).statusCode).toBe(204);
  });

  it('deletes what is theirs, detaches what is the tenant’s, and leaves others alone', async () => {
    const { email } = member.person.user;
    const other = await freshTenant(api);
    const twin = await makePerson(api, other, { email });
    const key = { kind: 'secret', name: 'nightly', scopes: ['members.read'] };
    await callAs(api, admin.token, 'PATCH', `/v1/members/${member.id}`, { role: 'admin' }, { 'if-match': '"v1"' });
    const now = (await logIn(api, member.person)).json().accessToken;
    expect((await callAs(api, now, 'POST', '/v1/keys', key)).statusCode).toBe(201);
    const personal = { name: 'My phone', scopes: ['feeds.read'] };
    expect((await callAs(api, now, 'POST', '/v1/me/keys', personal)).statusCode).toBe(201);
    const invitation = { email: 'guest@x.example', role: 'member' };
    expect((await callAs(api, now, 'POST', '/v1/invitations', invitation)).statusCode).toBe(201);
    const seats = `SELECT used::int FROM tenants.usage WHERE tenant_id = '${shop.id}' AND quota = 'members'`;
    const [before] = await sql<{ used: number }>(seats);
    expect((await ask(0)).statusCode).toBe(202);
    await swept();
    const { counts } = (await callAs(api, admin.token, 'GET', path())).json();
    expect(counts).toMatchObject({ 'auth.users delete': 1, 'auth.invitations detach': 1 });
    expect(counts).toMatchObject({ 'auth.api_keys delete': 1, 'auth.api_keys detach': 1 });
    const [left] = await sql<object>(`
      SELECT (SELECT count(*)::int FROM auth.users WHERE tenant_id = '${shop.id}' AND id = '${member.id}') AS users,
             (SELECT count(*)::int FROM auth.sessions WHERE user_id = '${member.id}') AS sessions,
             (SELECT count(*)::int FROM auth.known_devices WHERE user_id = '${member.id}') AS devices,
             (SELECT count(*)::int FROM auth.api_keys WHERE tenant_id = '${shop.id}' AND made_by IS NULL AND revoked_at IS NOT NULL) AS keys,
             (SELECT count(*)::int FROM auth.users WHERE id = '${twin.user.id}') AS twins`);
    expect(left).toEqual({ users: 0, sessions: 0, devices: 0, keys: 1, twins: 1 });
    expect(await sql(seats)).toEqual([{ used: (before?.used ?? 0) - 1 }]);
    expect(await told(callAs(api, admin.token, 'DELETE', path()))).toEqual([409, 'erasure_begun']);
    // The address is free again, for somebody else.
    expect((await makePerson(api, shop, { email })).user.id).not.toBe(member.id);
  });

  it('leaves the person in no answer that is stored to be repeated, whoever asked', async () => {
    const keyed = (token: string, url: string, body: object, key: string) =>
      callAs(api, token, 'POST', url, body, { 'idempotency-key': key });
    const invite = (email: string) => keyed(admin.token, '/v1/invitations', { email, role: 'member' }, email);
    const email = `zoe-${shop.slug}@x.example`;
    const [toHer, toOther] = [await invite(email), await invite('guest@x.example')];
    const zoe = await makePerson(api, shop, { email, role: 'editor' });
    const { accessToken } = (await logIn(api, zoe)).json();
    const hers = await keyed(accessToken, '/v1/feeds/folders', { name: 'Weather' }, 'hers');
    expect([toHer, toOther, hers].map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    const records = () =>
      sql<{ user: string; body: string | null }>(
        `SELECT user_id AS "user", convert_from(body, 'UTF8') AS body FROM platform.idempotency_records
         WHERE tenant_id = '${shop.id}' ORDER BY created_at`,
      );
    expect((await records()).map(({ user }) => user)).toEqual([admin.id, admin.id, zoe.user.id]);
    expect((await ask(0, zoe.user.id)).statusCode).toBe(202);
    await swept(zoe.user.id);
    expect(await records()).toEqual([
      { user: admin.id, body: null },
      { user: admin.id, body: toOther.body },
    ]);
    // Nothing is executed twice.
    expect(await told(invite(email))).toEqual([409, 'idempotency_answer_not_kept']);
    expect((await invite('guest@x.example')).headers['idempotency-replayed']).toBe('true');
  });

  it('empties stored answers that name the person by id alone, in any place of any number of them', async () => {
    const made = await callAs(api, member.token, 'POST', '/v1/me/keys', { name: 'phone', scopes: ['feeds.write'] });
    const byKey = { 'idempotency-key': 'by-key' };
    const { key } = made.json();
    expect((await callAs(api, key, 'POST', '/v1/feeds/folders', { name: 'Sky' }, byKey)).statusCode).toBe(201);
    // More than one batch of those to others, of which every third names nobody.
    await sql(
      `INSERT INTO platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body, user_id)
       SELECT '${shop.id}', sha256(('${shop.id}' || i)::bytea), sha256(''), 201,
         CASE i % 3 WHEN 1 THEN '{"location":"/v1/members/${member.id}"}' ELSE '{}' END::jsonb,
         CASE i % 3 WHEN 2 THEN '{"id":"${member.id.toUpperCase()}"}' ELSE '{}' END::bytea, '${admin.id}'
       FROM generate_series(1, 180) AS i`,
    );
    const kept = () =>
      sql(`SELECT user_id AS "user", (status IS NOT NULL) AS whole, count(*)::int FROM platform.idempotency_records
           WHERE tenant_id = '${shop.id}' GROUP BY 1, 2 ORDER BY 3`);
    expect(await kept()).toEqual([
      { user: member.id, whole: true, count: 1 },
      { user: admin.id, whole: true, count: 180 },
    ]);
    expect((await ask(0)).statusCode).toBe(202);
    await swept();
    expect(await kept()).toEqual([
      { user: admin.id, whole: true, count: 60 },
      { user: admin.id, whole: false, count: 120 },
    ]);
  });

  it('leaves the person in no list that is kept', async () => {
    const list = () => callAs(api, admin.token, 'GET', '/v1/members');
    const outside = api.app.get(OutsideData);
    const erase = outside.erasePerson.bind(outside);
    const held = jest.spyOn(outside, 'erasePerson').mockImplementation(async (person) => {
      await until(async () => String((await list()).headers['cache-status']).includes('hit'));
      return erase(person);
    });
    try {
      await ask(0);
      await swept();
      expect((await list()).body).not.toContain(member.id);
    } finally {
      held.mockRestore();
    }
  });

  it('shows as a failed job when data outside PostgreSQL cannot be deleted, and stays due', async () => {
    const away = jest.spyOn(api.app.get(OutsideData), 'erasePerson').mockRejectedValue(new Error('Redis is away.'));
    const queue = 'data-lifecycle.erase-person';
    const failed = async () =>
      (await api.app.get(JobControl).list({ queue, state: 'failed', offset: 0, limit: 50 })).filter(
        ({ tenantId }) => tenantId === shop.id,
      ).length;
    try {
      await ask(0);
      // Another may have completed, which the search for due ones added before this one had claimed the erasure.
      await until(async () => (await failed()) === 1);
    } finally {
      away.mockRestore();
    }
    expect(await state()).toBe('pending');
  });

  it('refuses what would name the person again', async () => {
    await ask(0);
    await swept();
    expect(await state()).toBe('erasing');
    const late = `SET app.tenant_id = '${shop.id}'; INSERT INTO auth.known_devices (tenant_id, user_id, token_hash)
      VALUES ('${shop.id}', '${member.id}', sha256('late'))`;
    await expect(runSql(api.database.appUrl, late)).rejects.toMatchObject({ code: 'PL410' });
    const elsewhere = await freshTenant(api);
    await expect(runSql(api.database.appUrl, late.replaceAll(shop.id, elsewhere.id))).rejects.toMatchObject({
      code: '23503',
    });
  });

  it('is asked for by the person too, and for somebody who was removed before', async () => {
    const removed = await signedIn(api, shop, 'member');
    expect((await callAs(api, admin.token, 'DELETE', `/v1/members/${removed.id}`)).statusCode).toBe(204);
    expect((await ask(3, removed.id)).json()).toMatchObject({ state: 'pending', userId: removed.id });
    const own = await callAs(api, member.token, 'DELETE', '/v1/me', { password: member.person.password });
    expect([own.statusCode, own.json().userId]).toEqual([202, member.id]);
    expect(await state()).toBe('pending');
  });

  it.each([
    ['nobody of the tenant', () => ask(0, shop.id), [404, 'person_not_found']],
    [
      'somebody of another tenant',
      async () => ask(0, (await signedIn(api, await freshTenant(api), 'member')).id),
      [404, 'person_not_found'],
    ],
    ['oneself, as an admin', () => ask(0, admin.id), [409, 'own_account']],
    ['a member, as a member', () => callAs(api, member.token, 'POST', path(admin.id), {}), [403, 'forbidden']],
    ['a month and more ahead', () => ask(31), [400, 'validation_failed']],
  ])('is refused for %s', async (_, asked, refusal) => expect(await told(asked())).toEqual(refusal));
});
