// Real: the whole API with its workers in one process, as in solo, PostgreSQL, and the mails, written
// to a folder. Faked: time, by ageing rows.
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { Database, type Transaction } from '#platform/database';
import { declaredJobs, type JobDefinition, Jobs } from '#platform/jobs';
import { TenantShares } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Tenants, Usage } from '#tenants';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { auditLines } from '../support/audit-lines.js';
import { type Mailbox, mailboxOf } from '../support/mailbox.js';
import { password as itsPassword, makePerson } from '../support/people.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const password = 'quatre chevaux mangent des poires';
const other = 'trois lampes bleues sur le balcon';

let api: TestApp;
let mailbox: Mailbox;
let cyclists: { id: string; slug: string };
let networks = 0;
let made = 0;

beforeAll(async () => {
  api = await startTestApp({ trustedProxies: ['127.0.0.1'] }, undefined, [WorkerModule]);
  mailbox = mailboxOf(api);
  const products = { cyclists: 'velo', shop: 'wistant', team: 'veille', faculty: 'etude-line' };
  for (const [slug, product] of Object.entries(products)) {
    const plan = slug === 'cyclists' ? 'pro' : 'free';
    const { id } = await api.app.get(Tenants).create({ slug, name: `The ${slug}`, product, plan });
    if (slug === 'cyclists') cyclists = { id, slug };
  }
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

/** Each request from another network, unless the caller sets one. */
function post(path: string, payload: object, headers: Record<string, string> = {}) {
  networks += 1;
  const from = `203.0.${networks >> 8}.${networks & 255}`;
  return api.inject({ method: 'POST', url: path, payload, headers: { 'x-forwarded-for': from, ...headers } });
}
const auth = (path: string, payload: object, headers?: Record<string, string>) =>
  post(`/v1/auth/cyclists/${path}`, payload, headers);
const newAddress = () => `rider-${++made}@example.org`;
const register = (email: string, more: object = {}) =>
  auth('register', { email, name: 'Camille Roux', password, ...more });
const logIn = (email: string, secret = password) => auth('login', { email, password: secret });

async function registered(): Promise<string> {
  const email = newAddress();
  await register(email);
  const answer = await auth('verify-email', { token: await mailbox.secretFor(email) });
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'verified' }]);
  return email;
}
const signedIn = async (email: string, secret = password) => (await logIn(email, secret)).json().accessToken as string;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const sessionsOf = (token: string) => api.inject({ method: 'GET', url: '/v1/me/sessions', headers: bearer(token) });
/** So many registrations look an address up before any of them writes. */
function lookUpAtOnce(times: number): void {
  const database = api.app.get(Database);
  const read = database.read.bind(database);
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let left = times;
  jest.spyOn(database, 'read').mockImplementation(async (...asked: Parameters<typeof read>) => {
    const found = await read(...asked);
    if (asked[1].name !== 'auth.users.by-email' || left === 0) return found;
    left -= 1;
    if (left === 0) resolve();
    await all;
    return found;
  });
}
/** Chooses a password by the link of whoever registered more than once. */
async function choose(email: string, chosen: string) {
  const { link } = await mailbox.about(email, 'Choisissez votre mot de passe pour The cyclists');
  return auth('password/reset', { token: link?.split('#')[1] ?? '', password: chosen });
}
/** What was written down of whoever has the address, the newest first. */
async function audited(email: string): Promise<string[]> {
  const [user] = await rows(`select id from auth.users where email = '${email}'`);
  const authorization = `Bearer ${api.operatorKey}`;
  const url = `/v1/platform/audit?tenant=cyclists&target=${user?.id}`;
  const { body } = await api.inject({ method: 'GET', url, headers: { authorization } });
  expect(body).not.toContain(email);
  return JSON.parse(body).data.map(({ action }: { action: string }) => action);
}
const rows = (sql: string) => runSql(api.database.adminUrl, sql) as Promise<Record<string, unknown>[]>;
const codeOf = (answer: { statusCode: number; json(): { code: string } }) => [answer.statusCode, answer.json().code];

describe('registration', () => {
  it('leads from the form through the mailed link to a sign-in', async () => {
    const email = newAddress();
    const answer = await register(email.toUpperCase());
    expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'check_mail' }]);
    expect(codeOf(await logIn(email))).toEqual([401, 'sign_in_refused']);
    const token = await mailbox.secretFor(email);
    expect((await auth('verify-email', { token })).statusCode).toBe(200);
    expect(codeOf(await auth('verify-email', { token }))).toEqual([400, 'email_token_invalid']);
    expect((await logIn(email)).json()).toMatchObject({ user: { email, role: 'member', name: 'Camille Roux' } });
  });

  it('answers the same for a known address, notifies its owner, and changes nothing', async () => {
    const email = await registered();
    const known = await register(email, { password: other, name: 'Mallory' });
    const unknown = await register(newAddress());
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort());
    const mail = await mailbox.about(email, 'Vous avez déjà un compte The cyclists');
    expect(mail.link).toBeUndefined();
    expect((await logIn(email, other)).statusCode).toBe(401);
    expect((await logIn(email)).json().user.name).toBe('Camille Roux');
  });

  it('gives an address only to the person who proves it, whoever registered first', async () => {
    const email = newAddress();
    await register(email, { password: other, name: 'Mallory' });
    await register(email);
    const first = await mailbox.about(email, 'Confirmez votre adresse pour The cyclists');
    const second = await mailbox.about(email, 'Choisissez votre mot de passe pour The cyclists');
    await auth('verify-email', { token: first.link?.split('#')[1] ?? '' });
    for (const known of [password, other]) expect((await logIn(email, known)).statusCode).toBe(401);
    const mine = 'a phrase of the one who reads the mails';
    const reset = await auth('password/reset', { token: second.link?.split('#')[1] ?? '', password: mine });
    expect(reset.statusCode).toBe(204);
    expect((await logIn(email, mine)).statusCode).toBe(200);
  });

  describe('of an address that has', () => {
    const active = async (passwordHash?: string) => (await makePerson(api, cyclists, { passwordHash })).user.email;
    const byBcrypt = () => bcrypt.hash(itsPassword, 4);
    const deactivated = async () => {
      const email = await active();
      await rows(`update auth.users set state = 'deactivated', deactivated_from = 'active' where email = '${email}'`);
      return email;
    };
    const unverified = async (passwordHash?: string | null) =>
      (await makePerson(api, cyclists, { state: 'unverified', passwordHash })).user.email;
    const nothing = { hashed: 1, compared: 0 };
    const cases: [string, () => Promise<string>, string, typeof nothing][] = [
      ['no account', async () => newAddress(), password, nothing],
      ['an active one, with its password', active, itsPassword, nothing],
      ['an active one, with another', active, other, nothing],
      ['an active one by bcrypt, with its password', async () => active(await byBcrypt()), itsPassword, nothing],
      ['an active one by bcrypt, with another', async () => active(await byBcrypt()), other, nothing],
      ['a deactivated one, with its password', deactivated, itsPassword, nothing],
      [
        'an unverified one by bcrypt, with its password',
        async () => unverified(await byBcrypt()),
        itsPassword,
        nothing,
      ],
      ['an unverified one without any', () => unverified(null), itsPassword, nothing],
      ['an unverified one, with its password', unverified, itsPassword, { hashed: 0, compared: 1 }],
      ['an unverified one, with another', unverified, other, { hashed: 0, compared: 1 }],
    ];

    it.each(cases)('%s, costs one hash and compares no password of a proven one', async (_, account, given, work) => {
      const email = await account();
      const [hash, verify] = [jest.spyOn(argon2, 'hash'), jest.spyOn(argon2, 'verify')];
      const foreign = jest.spyOn(bcrypt, 'verify');
      const answer = await register(email, { password: given });
      expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'check_mail' }]);
      expect({ hashed: hash.mock.calls.length, compared: verify.mock.calls.length }).toEqual(work);
      expect(foreign).not.toHaveBeenCalled();
    });
  });

  it('sent twice by one person creates one user', async () => {
    const email = newAddress();
    await register(email);
    await mailbox.to(email);
    await register(email);
    const token = await mailbox.secretFor(email, 2);
    expect((await auth('verify-email', { token })).statusCode).toBe(200);
    expect((await logIn(email)).statusCode).toBe(200);
  });

  it('makes one user of seven that come at once, who chooses a password by the mail', async () => {
    const email = newAddress();
    // As many as always find a place: they wait for each other, for which the shares of tenants are no bound here.
    jest.spyOn(TenantShares.prototype, 'most').mockImplementation((_share, all) => all);
    lookUpAtOnce(7);
    const answers = await Promise.all(Array.from({ length: 7 }, () => register(email)));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(await rows(`select email from auth.users where email = '${email}'`)).toHaveLength(1);
    expect((await choose(email, other)).statusCode).toBe(204);
    expect((await logIn(email, other)).statusCode).toBe(200);
  });

  it.each([1, 2, 3, 4, 5])('leaves neither password of two that come at once, round %s', async () => {
    const email = newAddress();
    lookUpAtOnce(2);
    await Promise.all([register(email, { password: other, name: 'Mallory' }), register(email)]);
    const first = await mailbox.about(email, 'Confirmez votre adresse pour The cyclists');
    expect((await auth('verify-email', { token: first.link?.split('#')[1] ?? '' })).statusCode).toBe(200);
    for (const known of [password, other]) expect((await logIn(email, known)).statusCode).toBe(401);
    const mine = 'a phrase of the one who reads the mails';
    expect((await choose(email, mine)).statusCode).toBe(204);
    expect((await logIn(email, mine)).statusCode).toBe(200);
    const actions = await audited(email);
    expect(actions.filter((action) => action.startsWith('auth.user.registered'))).toHaveLength(2);
    expect(actions).toContain('auth.user.registered-again');
  });

  it.each([
    ['team', 'registration_by_invitation'],
    ['faculty', 'registration_closed'],
    ['platform', 'registration_by_invitation'],
  ])('to %s is refused with %s', async (slug, code) => {
    const answer = await post(`/v1/auth/${slug}/register`, { email: newAddress(), name: 'Camille', password });
    expect(codeOf(answer)).toEqual([403, code]);
  });

  it.each([
    ['trop court', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['Password1234567!!', 'common'],
    ['Camille-Roux pour toi', 'about_you'],
    ['mon dashboard velo à moi', 'about_you'],
  ])('with the password %j is refused as %s', async (weak, code) => {
    const answer = await register(newAddress(), { password: weak });
    expect(codeOf(answer)).toEqual([400, 'weak_password']);
    expect(answer.json().errors).toContainEqual(expect.objectContaining({ pointer: '/password', code }));
  });

  it('adds an audit line and an event, and a line for each repetition, with ids alone', async () => {
    const email = await registered();
    await register(email, { password: other });
    expect(await audited(email)).toEqual(['auth.user.registered-again', 'auth.user.verified', 'auth.user.registered']);
  });
});

describe('the seats of a plan', () => {
  let shop: { id: string; slug: string };
  beforeEach(async () => {
    const slug = `shop-${++made}`;
    shop = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'free' });
  });
  const drifts = () => api.app.get(Usage).check(shop.slug);
  const seats = async () => (await api.app.get(Usage).of(shop.slug)).find(({ quota }) => quota === 'members')?.used;
  const inShop = (path: string, payload: object) => post(`/v1/auth/${shop.slug}/${path}`, payload);
  const join = (email: string) => inShop('register', { email, name: 'Someone', password });
  const verify = async (email: string) => inShop('verify-email', { token: await mailbox.secretFor(email) });

  it('are taken only by users who prove their address', async () => {
    for (let n = 0; n < 5; n += 1) expect((await join(newAddress())).statusCode).toBe(202);
    expect([await seats(), await drifts()]).toEqual([0, []]);
    const email = newAddress();
    await join(email);
    expect((await verify(email)).statusCode).toBe(200);
    expect([await seats(), await drifts()]).toEqual([1, []]);
  });

  it('that are all taken do not prevent a registration, but its confirmation until one is free', async () => {
    const owner = await makePerson(api, shop, { role: 'owner' });
    const [second, third] = [await makePerson(api, shop), await makePerson(api, shop)];
    const [late, later] = [newAddress(), newAddress()];
    const answers = [await join(owner.user.email), await join(late), await join(late), await join(later)];
    for (const answer of answers) expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'check_mail' }]);
    await mailbox.to(later);
    await inShop('password/forgot', { email: later });
    const reset = { token: await mailbox.secretFor(later, 2), password: other };
    expect(codeOf(await verify(late))).toEqual([402, 'quota_exceeded']);
    expect(codeOf(await inShop('password/reset', reset))).toEqual([402, 'quota_exceeded']);
    expect(await seats()).toBe(3);

    const { accessToken } = (await inShop('login', { email: owner.user.email, password: itsPassword })).json();
    for (const { user } of [second, third]) {
      const url = `/v1/members/${user.id}`;
      expect((await api.inject({ method: 'DELETE', url, headers: bearer(accessToken) })).statusCode).toBe(204);
    }
    expect((await verify(late)).statusCode).toBe(200);
    expect((await inShop('password/reset', reset)).statusCode).toBe(204);
    expect((await inShop('login', { email: later, password: other })).statusCode).toBe(200);
    expect([await seats(), await drifts()]).toEqual([3, []]);
  });
});

describe('an unconfirmed registration', () => {
  const authorization = () => ({ authorization: `Bearer ${api.operatorKey}` });
  const expire = async () => {
    const tenantId = PLATFORM_TENANT_ID;
    const expiry = declaredJobs().find(({ name }) => name === 'auth.expire-unverified-users') as JobDefinition;
    const add = (tx: Transaction) => api.app.get(Jobs).add(tx, expiry, { tenantId });
    const id = await api.app.get(Database).transaction({ tenantId }, add);
    const url = `/v1/platform/jobs/${expiry.name}/${id}`;
    await until(async () => {
      const answer = await api.inject({ method: 'GET', url, headers: authorization() });
      return answer.statusCode === 200 && answer.json().state === 'completed';
    });
  };
  const age = (email: string) =>
    rows(`update auth.users set link_mailed_at = link_mailed_at - interval '8 days' where email = '${email}'`);

  it('expires after seven days, which frees the address and is published as a deletion', async () => {
    const [email, proven] = [newAddress(), await registered()];
    await register(email);
    const token = await mailbox.secretFor(email);
    const [user] = await rows(`select id from auth.users where email = '${email}'`);
    for (const old of [email, proven]) await age(old);
    await expire();
    const lines = await rows(`select actor_kind, details from ${auditLines}
      where target_id = '${user?.id}' and action = 'auth.user.deleted'`);
    expect(lines).toEqual([{ actor_kind: 'job', details: { reason: 'never-verified' } }]);
    const events = await rows(`select payload->>'type' as type from platform.outbox
      where kind = 'event' and subject = '${user?.id}' order by seq`);
    expect(events.at(-1)).toEqual({ type: 'auth.user.deleted' });
    expect(await api.app.get(Usage).check('cyclists')).toEqual([]);

    expect(codeOf(await auth('verify-email', { token }))).toEqual([400, 'email_token_invalid']);
    expect((await logIn(proven)).statusCode).toBe(200);
    await register(email, { password: other });
    expect((await auth('verify-email', { token: await mailbox.secretFor(email, 2) })).statusCode).toBe(200);
    expect((await logIn(email, other)).statusCode).toBe(200);
  });

  it('is extended by seven days with each mailed link', async () => {
    const email = newAddress();
    await register(email);
    await mailbox.to(email);
    await age(email);
    await auth('verify-email/resend', { email });
    const token = await mailbox.secretFor(email, 2);
    await expire();
    expect((await auth('verify-email', { token })).statusCode).toBe(200);
  });
});

describe('a log-in before the address is confirmed', () => {
  it('is answered like that of an unknown address, and the link is mailed again', async () => {
    const [email, free] = [newAddress(), newAddress()];
    await register(email);
    await mailbox.to(email);
    const [known, unknown] = [await logIn(email), await logIn(free)];
    const said = ({ statusCode, body }: typeof known) => [statusCode, { ...JSON.parse(body), requestId: '' }];
    expect(said(known)).toEqual(said(unknown));
    expect(known.json()).toMatchObject({ status: 401, code: 'sign_in_refused' });
    expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort());
    const token = await mailbox.secretFor(email, 2);
    expect((await auth('verify-email', { token })).statusCode).toBe(200);
    expect((await logIn(email)).statusCode).toBe(200);
  });

  it('counts as a guess, mails no more links than the limit, and none for a wrong password', async () => {
    const [email, aimedAt] = [newAddress(), newAddress()];
    for (const address of [email, aimedAt]) await register(address);
    const from = { 'x-forwarded-for': '198.51.100.20' };
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      statuses.push((await auth('login', { email, password }, from)).statusCode);
      if (n < 4) await auth('login', { email: aimedAt, password: other });
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    await mailbox.to(email, 4);
    // Mails of one tenant are sent in order: after this one, none is pending.
    await registered();
    expect([mailbox.countFor(email), mailbox.countFor(aimedAt)]).toEqual([4, 1]);
  });
});

describe('a link to confirm an address', () => {
  it('is mailed again to an unverified user', async () => {
    const email = newAddress();
    await register(email);
    await mailbox.to(email);
    expect((await auth('verify-email/resend', { email })).statusCode).toBe(202);
    const token = await mailbox.secretFor(email, 2);
    expect((await auth('verify-email', { token })).statusCode).toBe(200);
  });

  it('does not work at another tenant', async () => {
    const email = newAddress();
    await register(email);
    const answer = await post('/v1/auth/shop/verify-email', { token: await mailbox.secretFor(email) });
    expect(codeOf(answer)).toEqual([400, 'email_token_invalid']);
  });

  it('does not reactivate a user who was deactivated meanwhile', async () => {
    const email = newAddress();
    await register(email);
    const token = await mailbox.secretFor(email);
    await rows(`update auth.users set state = 'deactivated', deactivated_from = 'unverified' where email = '${email}'`);
    expect(codeOf(await auth('verify-email', { token }))).toEqual([400, 'email_token_invalid']);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a mailed link, which ends every session and works once', async () => {
    const email = await registered();
    const tokens = [await signedIn(email), await signedIn(email)];
    const [known, unknown] = [
      await auth('password/forgot', { email }),
      await auth('password/forgot', { email: newAddress() }),
    ];
    expect([known.statusCode, known.body]).toEqual([202, unknown.body]);
    const token = await mailbox.secretFor(email, 2);
    expect(codeOf(await auth('password/reset', { token, password: 'court' }))).toEqual([400, 'weak_password']);
    expect((await auth('password/reset', { token, password: other })).statusCode).toBe(204);
    expect(codeOf(await auth('password/reset', { token, password: other }))).toEqual([400, 'email_token_invalid']);
    for (const dead of tokens) expect((await sessionsOf(dead)).statusCode).toBe(401);
    expect((await logIn(email)).statusCode).toBe(401);
    expect((await logIn(email, other)).statusCode).toBe(200);
    await mailbox.about(email, 'Votre mot de passe The cyclists a changé');
  });

  it('is replaced by one of two that use the link at once', async () => {
    const email = await registered();
    await auth('password/forgot', { email });
    const token = await mailbox.secretFor(email, 2);
    const answers = await Promise.all(
      [other, `${other} !`].map((one) => auth('password/reset', { token, password: one })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 400]);
  });

  it('verifies an address that was never confirmed', async () => {
    const email = newAddress();
    await register(email);
    await mailbox.to(email);
    await auth('password/forgot', { email });
    await auth('password/reset', { token: await mailbox.secretFor(email, 2), password: other });
    expect((await logIn(email, other)).statusCode).toBe(200);
  });
});

describe('my password', () => {
  const change = (token: string, body: object) => post('/v1/me/password', body, bearer(token));

  it('is changed with the current one, and every other session ends', async () => {
    const email = await registered();
    const [here, there] = [await signedIn(email), await signedIn(email)];
    const wrong = await change(here, { currentPassword: other, newPassword: `${other} aussi` });
    expect(codeOf(wrong)).toEqual([403, 'wrong_password']);
    const weak = await change(here, { currentPassword: password, newPassword: 'court' });
    expect(weak.json().errors).toContainEqual(expect.objectContaining({ pointer: '/newPassword', code: 'too_short' }));
    const done = await change(here, { currentPassword: password, newPassword: other });
    expect([done.statusCode, done.body]).toEqual([204, '']);
    expect((await sessionsOf(here)).statusCode).toBe(200);
    expect((await sessionsOf(there)).statusCode).toBe(401);
    expect((await logIn(email, other)).statusCode).toBe(200);
    await mailbox.about(email, 'Votre mot de passe The cyclists a changé');
  });

  it('voids links to reset it that were mailed before', async () => {
    const email = await registered();
    await auth('password/forgot', { email });
    const token = await mailbox.secretFor(email, 2);
    await change(await signedIn(email), { currentPassword: password, newPassword: other });
    expect(codeOf(await auth('password/reset', { token, password }))).toEqual([400, 'email_token_invalid']);
  });

  it('cannot be changed by a key', async () => {
    const answer = await change(api.operatorKey, { currentPassword: password, newPassword: other });
    expect(codeOf(answer)).toEqual([403, 'no_account']);
  });

  it('may be guessed ten times an hour', async () => {
    const token = await signedIn(await registered());
    const guess = () => change(token, { currentPassword: other, newPassword: password });
    for (let n = 0; n < 10; n += 1) expect((await guess()).statusCode).toBe(403);
    expect(codeOf(await guess())).toEqual([429, 'throttled']);
  });
});

describe('mails that anyone can request', () => {
  it('are limited to three an hour of a kind to one address, with the same answer', async () => {
    const email = newAddress();
    await register(email);
    for (let n = 0; n < 3; n += 1) await auth('verify-email/resend', { email });
    const fourth = await auth('verify-email/resend', { email });
    expect([fourth.statusCode, fourth.json()]).toEqual([202, { status: 'check_mail' }]);
    await mailbox.to(email, 4);
    // Mails of one tenant are sent in order: after this one, none is pending.
    await registered();
    expect(mailbox.countFor(email)).toBe(4);
  });

  it('are limited to three an hour of a kind to one address over all tenants', async () => {
    const tour = ['tour-1', 'tour-2', 'tour-3', 'tour-4'];
    for (const slug of tour)
      await api.app.get(Tenants).create({ slug, name: `The ${slug}`, product: 'velo', plan: 'pro' });
    const email = newAddress();
    const registerAt = (slug: string, address: string) =>
      post(`/v1/auth/${slug}/register`, { email: address, name: 'Camille Roux', password });
    for (const slug of tour) expect((await registerAt(slug, email)).statusCode).toBe(202);
    for (const slug of tour) {
      // Mails of one tenant are sent in order: after this one, none is pending.
      const witness = newAddress();
      await registerAt(slug, witness);
      await mailbox.to(witness);
    }
    expect(mailbox.countFor(email)).toBe(3);
  });

  it('of other tenants do not block a member’s link to a new password', async () => {
    const email = await registered();
    for (let n = 0; n < 5; n += 1) await post('/v1/auth/shop/password/forgot', { email });
    await auth('password/forgot', { email });
    const token = await mailbox.secretFor(email, 2);
    expect((await auth('password/reset', { token, password: other })).statusCode).toBe(204);
  });

  it('of a kind that is not sent do not block the link to a new password', async () => {
    const email = await registered();
    for (let n = 0; n < 4; n += 1) {
      await auth('verify-email/resend', { email });
      await register(email);
    }
    await auth('password/forgot', { email });
    const token = await mailbox.secretFor(email, 2);
    expect((await auth('password/reset', { token, password: other })).statusCode).toBe(204);
  });

  it('can be requested 300 times an hour from one network', async () => {
    const from = { 'x-forwarded-for': '198.51.100.7' };
    const ask = () => auth('password/forgot', { email: newAddress() }, from);
    // More at once would be refused as too much for one server.
    for (let group = 0; group < 10; group += 1) {
      const within = await Promise.all(Array.from({ length: 30 }, ask));
      expect(within.map(({ statusCode }) => statusCode)).toEqual(Array(30).fill(202));
    }
    const refused = await ask();
    expect(codeOf(refused)).toEqual([429, 'throttled']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3000);
    expect((await auth('password/forgot', { email: newAddress() })).statusCode).toBe(202);
  });
});
