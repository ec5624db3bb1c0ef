// Real: the whole API, PostgreSQL, users who sign in. Faked: the mails, whose secrets are requested as their job does;
// the worker, whose job is called; time, by ageing rows; and concurrent requests, by a spied step that runs them first.
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { Quotas, quotasProblems } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Usage } from '#tenants';
import { logIn, makePerson, type Person, password } from '../../../test/support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Invitations } from '../invitations/invitations.js';
import { Passwords } from '../passwords/passwords.js';
import { ExpireUnverifiedUsers } from './expire-unverified-users.job.js';
import { Users } from './users.js';

const theirs = 'a phrase that the stranger chose';

let api: TestApp;
let shop: { id: string; slug: string };
let admin: SignedIn;
let email: string;
let stranger: Person;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
  admin = await signedIn(api, shop, 'admin');
  await register('claimed@x.example');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

/** Creates an unverified user with this address. */
async function register(address: string): Promise<void> {
  const passwordHash = await api.app.get(Passwords).hash(theirs, { tenantId: shop.id, network: '192.0.2.1' });
  email = address;
  stranger = await makePerson(api, shop, { email, name: 'Mallory', state: 'unverified', passwordHash });
}
const inShop = <T>(work: (tx: Transaction) => Promise<T>) =>
  api.app.get(Database).transaction({ tenantId: shop.id }, work);
const post = (path: string, payload: object) =>
  api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/${path}`, payload });

/** The secret of the stranger's link. */
const link = (purpose: 'verify-email' | 'reset-password') =>
  inShop((tx) => api.app.get(EmailTokens).issue(tx, stranger.user.id, purpose));
const verify = (token: string) => post('verify-email', { token });

const invite = (role = 'editor') => callAs(api, admin.token, 'POST', '/v1/invitations', { email, role });
/** The secret of an invitation to the address. */
async function invitedAs(role = 'editor'): Promise<string> {
  const { id } = (await invite(role)).json();
  const found = await inShop((tx) => api.app.get(Invitations).secretFor(tx, id));
  return found?.secret ?? '';
}
const accept = (token: string) => post('invitations/accept', { token, name: 'Jeanne Martin', password });

const logsIn = async (known: string) => (await logIn(api, stranger, { body: { password: known } })).statusCode === 200;
const valuesOf = async (column: string, from: string) => {
  const rows = await sql<{ value: string }>(`SELECT ${column} AS value FROM ${from}`);
  return rows.map((row) => row.value);
};
const eventsOf = (id: string) =>
  valuesOf(`payload->>'type'`, `platform.outbox WHERE kind = 'event' AND subject = '${id}' ORDER BY seq`);
/** The seats of the plan's counter, checked against the rows. */
async function seats(): Promise<number | null | undefined> {
  expect(await api.app.get(Usage).check(shop.slug)).toEqual([]);
  return (await api.app.get(Usage).of(shop.slug)).find(({ quota }) => quota === 'members')?.used;
}
const age = () => sql(`UPDATE auth.users SET link_mailed_at = now() - interval '8 days' WHERE email = '${email}'`);
async function expire(database = api.app.get(Database)): Promise<void> {
  const context = { id: '', attempt: 1, signal: new AbortController().signal, progress: async () => {} };
  const cache = api.app.get(CacheInvalidation);
  const job = new ExpireUnverifiedUsers(database, api.app.get(Audit), api.app.get(Events), cache);
  await job.run({ tenantId: PLATFORM_TENANT_ID }, context);
}
const isThere = async () => (await sql(`SELECT FROM auth.users WHERE id = '${stranger.user.id}'`)).length > 0;

describe('an invitation to an address that was registered and not proven', () => {
  it('replaces the data of the stranger by that of the invited person, and publishes the change of the user', async () => {
    const links = [await link('verify-email'), await link('reset-password')] as const;
    const answer = await accept(await invitedAs());
    expect(answer.statusCode).toBe(201);
    const { id } = stranger.user;
    expect(answer.json()).toEqual({ id, email, name: 'Jeanne Martin', role: 'editor' });
    const [row] = await sql(`SELECT name, name_key, locale, role, state, version FROM auth.users WHERE id = '${id}'`);
    expect(row).toMatchObject({ name: 'Jeanne Martin', locale: null, role: 'editor', state: 'active', version: 2 });
    expect(await logsIn(password)).toBe(true);
    expect(await logsIn(theirs)).toBe(false);
    const [verifying, resetting] = links;
    expect((await verify(verifying)).statusCode).toBe(400);
    expect((await post('password/reset', { token: resetting, password: theirs })).statusCode).toBe(400);
    expect(await seats()).toBe(2);
    expect(await eventsOf(id)).toEqual(['auth.user.registered', 'auth.user.verified', 'auth.user.role-changed']);
    const lines = await valuesOf('action', `platform.audit_lines WHERE target_id = '${id}' ORDER BY action`);
    expect(lines).toEqual(['auth.invitation.accepted', 'auth.user.verified']);
    const found = await callAs(api, admin.token, 'GET', '/v1/members?search=jeanne');
    expect(found.json().data).toMatchObject([{ id, email }]);
  });

  it('publishes no change of role where it is the same', async () => {
    expect((await accept(await invitedAs('member'))).statusCode).toBe(201);
    expect(await eventsOf(stranger.user.id)).toEqual(['auth.user.registered', 'auth.user.verified']);
  });

  it('is refused where an admin has deactivated the account', async () => {
    await callAs(api, admin.token, 'POST', `/v1/members/${stranger.user.id}/deactivate`);
    expect((await invite()).statusCode).toBe(409);
  });

  it('is accepted by one of four concurrent requests, for one seat', async () => {
    const token = await invitedAs();
    const answers = await Promise.all(Array.from({ length: 4 }, () => accept(token)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 400, 400, 400]);
    expect(await seats()).toBe(2);
  });

  it('is accepted, or the stranger’s link is opened, and never both', async () => {
    for (let round = 1; round <= 8; round += 1) {
      const [secret, token] = [await invitedAs(), await link('verify-email')];
      // The acceptance hashes first: the link is opened after that.
      const hashed = Promise.withResolvers<void>();
      const passwords = api.app.get(Passwords);
      const original = passwords.hash.bind(passwords);
      const spy = jest.spyOn(passwords, 'hash').mockImplementationOnce(async (...given) => {
        const made = await original(...given);
        hashed.resolve();
        return made;
      });
      const accepting = accept(secret);
      await hashed.promise;
      const [accepted, verified] = await Promise.all([accepting, verify(token)]);
      spy.mockRestore();
      expect([
        [201, 400],
        [400, 200],
      ]).toContainEqual([accepted.statusCode, verified.statusCode]);
      const won = accepted.statusCode === 201;
      expect([await logsIn(password), await logsIn(theirs)]).toEqual([won, !won]);
      expect(await seats()).toBe(1 + round);
      await register(`claimed-${round}@x.example`);
    }
  });

  it('is accepted where the registration expires during the acceptance', async () => {
    const token = await invitedAs();
    await age();
    const users = api.app.get(Users);
    const create = users.create.bind(users);
    jest.spyOn(users, 'create').mockImplementationOnce(async (...given) => {
      const made = await create(...given);
      expect(made).toBeUndefined();
      await expire();
      return made;
    });
    const answer = await accept(token);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().id).not.toBe(stranger.user.id);
    expect(await eventsOf(stranger.user.id)).toEqual(['auth.user.registered', 'auth.user.deleted']);
    expect(await eventsOf(answer.json().id)).toEqual(['auth.user.registered']);
    expect(await seats()).toBe(2);
  });

  it('stays open where the registration has expired, and its user does not expire once it is accepted', async () => {
    const token = await invitedAs();
    await age();
    await expire();
    await register(email);
    await age();
    const users = api.app.get(Users);
    const takeOver = users.takeOver.bind(users);
    jest.spyOn(users, 'takeOver').mockImplementationOnce(async (...given) => {
      const taken = await takeOver(...given);
      await expire();
      return taken;
    });
    expect((await accept(token)).json()).toMatchObject({ id: stranger.user.id });
    await expire();
    expect(await logsIn(password)).toBe(true);
  });

  it('prevents the deletion where it is accepted between the search and the deletion', async () => {
    const token = await invitedAs();
    await age();
    const database = api.app.get(Database);
    const read: Database['read'] = async (...given) => {
      const found = await database.read(...given);
      expect((await accept(token)).statusCode).toBe(201);
      return found;
    };
    await expire(Object.assign(Object.create(database), { read }));
    expect(await logsIn(password)).toBe(true);
  });

  it('needs a seat, and stays open until there is one', async () => {
    const token = await invitedAs();
    const quotas = api.app.get(Quotas);
    const full = jest.spyOn(quotas, 'take').mockImplementationOnce(async () => {
      throw quotasProblems.quota_exceeded({ quota: 'members', limit: 3, used: 3, wanted: 1 });
    });
    expect((await accept(token)).statusCode).toBe(402);
    full.mockRestore();
    expect(await logsIn(password)).toBe(false);
    expect((await accept(token)).statusCode).toBe(201);
  });
});

describe('an unconfirmed registration', () => {
  const interrupted = <Part extends object>(part: Part, method: keyof Part, when: 'before' | 'after') => {
    const original = (part[method] as (...given: unknown[]) => Promise<unknown>).bind(part);
    jest
      .spyOn(part as Record<string, () => Promise<unknown>>, method as string)
      .mockImplementationOnce(async (...given: unknown[]) => {
        if (when === 'before') await expire();
        const result = await original(...given);
        if (when === 'after') await expire();
        return result;
      });
  };

  it('expires after a week, in batches, but not where the user was verified or had a link this week', async () => {
    const rows = (name: string, state: string, days: number, n: number) =>
      sql(`INSERT INTO auth.users (tenant_id, id, email, name, role, state, link_mailed_at)
        SELECT '${shop.id}', uuidv7(), '${name}-' || i || '@y.example', '${name}', 'member', '${state}',
          now() - interval '${days} days' - interval '1 second' FROM generate_series(1, ${n}) AS i`);
    await Promise.all([rows('old', 'unverified', 7, 1001), rows('young', 'unverified', 6, 2)]);
    await Promise.all([rows('active', 'active', 8, 2), rows('closed', 'deactivated', 8, 2)]);
    await expire();
    const left = await valuesOf(
      'DISTINCT name',
      `auth.users WHERE tenant_id = '${shop.id}' AND email LIKE '%@y.example' ORDER BY 1`,
    );
    expect(left).toEqual(['active', 'closed', 'young']);
  });

  it('stays while the account is deactivated, and has another week from its reactivation', async () => {
    const step = (path: string) => callAs(api, admin.token, 'POST', `/v1/members/${stranger.user.id}/${path}`);
    expect((await step('deactivate')).statusCode).toBe(200);
    await age();
    await expire();
    expect((await step('reactivate')).json()).toMatchObject({ state: 'unverified' });
    await expire();
    expect(await isThere()).toBe(true);
  });

  it('does not expire while its link is being opened', async () => {
    const token = await link('verify-email');
    await age();
    interrupted(api.app.get(EmailTokens), 'redeem', 'before');
    expect((await verify(token)).statusCode).toBe(200);
    expect([await logsIn(theirs), await seats()]).toEqual([true, 2]);
  });

  it('refuses a link that was read just before it expired', async () => {
    const token = await link('verify-email');
    await age();
    interrupted(api.app.get(EmailTokens), 'holderOf', 'after');
    expect((await verify(token)).statusCode).toBe(400);
    expect([await isThere(), await seats()]).toEqual([false, 1]);
  });
});
