// Real: the whole API, PostgreSQL, people who sign in, invitations and keys. Faked: the mail; its secret is requested as
// by the job that sends it.
import { Invitations } from '#auth';
import { ApiKeys, type Role } from '#platform/access';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { platformTenant } from '#platform/tenancy';
import { heldTransaction } from '../support/held-transaction.js';
import { makePerson } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let shop: { id: string; slug: string };

beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const operatorRoute = '/v1/platform/auth/invitations';
const guest = () => `${newId()}@guest.example`;
const held = (what: string) => heldTransaction(api.database.adminUrl, what);
const told = ({ statusCode, body }: Awaited<ReturnType<typeof callAs>>) => [
  statusCode,
  statusCode < 400 ? undefined : JSON.parse(body).code,
];

describe('the access that a member gave', () => {
  let first: SignedIn;
  let second: SignedIn;
  /** Reads members, made by the second owner. */
  let reading: string;

  beforeEach(async () => {
    first = await signedIn(api, shop, 'owner');
    second = await signedIn(api, shop, 'owner');
    await invite('owner');
    await invite('member');
    reading = await makeKey('secret', 'members.read');
    await makeKey('secret', 'analytics.write');
    await makeKey('publishable', 'analytics.write');
    expect(await readsMembers()).toBe(200);
  });

  async function invite(role: string): Promise<void> {
    const wish = { email: `${role}-guest@guest.example`, role };
    expect((await callAs(api, second.token, 'POST', '/v1/invitations', wish)).statusCode).toBe(201);
  }

  async function makeKey(kind: 'secret' | 'publishable', scope: string): Promise<string> {
    const wish = { name: kind, kind, scopes: [scope] };
    return (await callAs(api, second.token, 'POST', '/v1/keys', wish)).json().key;
  }

  const readsMembers = async () => (await callAs(api, reading, 'GET', '/v1/members')).statusCode;
  const demote = (role: string, version: number) =>
    callAs(api, first.token, 'PATCH', `/v1/members/${second.id}`, { role }, { 'if-match': `"v${version}"` });

  /** The roles of the open invitations and the scopes of the keys. */
  async function left() {
    const list = async (url: string) => (await callAs(api, first.token, 'GET', url)).json().data;
    const [invitations, keys] = [await list('/v1/invitations'), await list('/v1/keys')];
    return {
      invited: invitations.map(({ role }: { role: string }) => role),
      scopes: keys.flatMap(({ scopes }: { scopes: string[] }) => scopes).sort(),
    };
  }

  it('shrinks with their role to what that role could give', async () => {
    expect((await demote('admin', 1)).statusCode).toBe(200);
    expect(await left()).toEqual({
      invited: ['member'],
      scopes: ['analytics.write', 'analytics.write', 'members.read'],
    });
    expect((await demote('editor', 2)).statusCode).toBe(200);
    expect(await left()).toEqual({ invited: [], scopes: ['analytics.write', 'analytics.write'] });
    expect(await readsMembers()).toBe(401);
  });

  it.each([
    ['deactivated', 'POST', '/deactivate'],
    ['deleted', 'DELETE', ''],
  ] as const)('ends when they are %s, but for keys that all may read', async (_, method, rest) => {
    const answer = await callAs(api, first.token, method, `/v1/members/${second.id}${rest}`);
    expect(answer.statusCode).toBeLessThan(300);
    expect(await left()).toEqual({ invited: [], scopes: ['analytics.write'] });
    expect(await readsMembers()).toBe(401);
    const lines = await sql(
      `SELECT action, count(*)::int AS lines FROM platform.audit_lines
       WHERE tenant_id = '${shop.id}' AND action LIKE '%.revoked' GROUP BY action ORDER BY action`,
    );
    expect(lines).toEqual([
      { action: 'auth.api-key.revoked', lines: 2 },
      { action: 'auth.invitation.revoked', lines: 2 },
    ]);
  });

  it.each([
    ['an invitation', 'auth.invitations', '/v1/invitations', 201],
    ['a key', 'auth.api_keys', '/v1/keys', 201],
  ])('as %s ends with them though it is being made when they are deactivated', async (_, table, url, status) => {
    const guest = { email: 'held@guest.example', role: 'member' };
    const key = { name: 'held', kind: 'secret', scopes: ['members.read'] };
    const [theirs, rest] = url === '/v1/keys' ? [key, 'rotate'] : [guest, ''];
    const before = (await callAs(api, first.token, 'POST', url, theirs)).json();
    await using other = await held(`SELECT FROM ${table} WHERE id = '${before.id}' FOR UPDATE`);
    // Both reach the row of the other user after they have read what they may give.
    const making = callAs(api, second.token, 'POST', rest ? `${url}/${before.id}/${rest}` : url, rest ? {} : theirs);
    await other.blocks();
    const ending = callAs(api, first.token, 'POST', `/v1/members/${second.id}/deactivate`);
    await Promise.race([ending, other.blocks(2)]);
    await other.rollback();
    expect((await making).statusCode).toBe(status);
    expect(await ending).toMatchObject({ statusCode: 200 });
    const { data } = (await callAs(api, first.token, 'GET', url)).json();
    const makers = data.map(({ kind, invitedBy, madeBy = invitedBy }: Record<string, string>) => [kind, madeBy]);
    expect(makers).not.toContainEqual([url === '/v1/keys' ? 'secret' : undefined, second.id]);
  });
});

describe('the invitations that an operator gave', () => {
  const asked = (token: string, role: Role, tenant = shop.slug) =>
    callAs(api, token, 'POST', operatorRoute, { tenant, email: guest(), role });
  /** The secret in the mail of an invitation; empty where there is none to send. */
  async function secretOf(id: string): Promise<string> {
    const work = () =>
      api.app.get(Database).transaction({ tenantId: shop.id }, (tx) => api.app.get(Invitations).secretFor(tx, id));
    return (await work())?.secret ?? '';
  }
  const accept = (token: string) =>
    api.inject({
      method: 'POST',
      url: `/v1/auth/${shop.slug}/invitations/accept`,
      payload: { token, name: 'Jeanne Martin', password: 'quatre mots pris au hasard' },
    });
  const open = (tenantId = shop.id) =>
    sql<{ id: string }>(`SELECT id FROM auth.invitations
      WHERE tenant_id = '${tenantId}' AND accepted_at IS NULL AND revoked_at IS NULL`);

  /** An operator or a key that gives access, and how it is removed. */
  interface Operator {
    token: string;
    remove: () => Promise<unknown>;
  }
  const person = (remove: (id: string) => ReturnType<typeof callAs>) => async (): Promise<Operator> => {
    const { id, token } = await signedIn(api, platformTenant, 'admin');
    return { token, remove: async () => expect((await remove(id)).statusCode).toBeLessThan(300) };
  };
  const set = (id: string, body: object) =>
    callAs(api, api.operatorKey, 'PATCH', `/v1/members/${id}`, body, { 'if-match': '"v1"' });
  const keys = () => api.app.get(ApiKeys);
  const operators: [how: string, () => Promise<Operator>][] = [
    ['is deactivated', person((id) => callAs(api, api.operatorKey, 'POST', `/v1/members/${id}/deactivate`))],
    ['is deleted', person((id) => callAs(api, api.operatorKey, 'DELETE', `/v1/members/${id}`))],
    ['may only read from now on', person((id) => set(id, { role: 'editor' }))],
    [
      'is a key that is revoked',
      async () => {
        const { key: token, prefix } = await keys().create('giver', ['*']);
        return { token, remove: () => keys().revoke(prefix) };
      },
    ],
    [
      'is the key that is reset',
      async () => {
        const { key: token } = await keys().resetOperatorKey();
        return { token, remove: () => keys().resetOperatorKey() };
      },
    ],
  ];

  it.each(operators)('are revoked in every tenant when the inviter %s', async (_, made) => {
    const operator = await made();
    const given = [await asked(operator.token, 'owner'), await asked(operator.token, 'member')];
    expect(given.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    const [secret = '', used = ''] = await Promise.all(given.map((answer) => secretOf(answer.json().id)));
    expect((await accept(used)).statusCode).toBe(201);
    const inside = (await asked(operator.token, 'member', 'platform')).json();
    const others = (await asked(api.operatorKey, 'admin')).json();

    await operator.remove();
    expect(told(await accept(secret))).toEqual([400, 'invitation_void']);
    expect(await open()).toEqual([{ id: others.id }]);
    expect(await open(platformTenant.id)).not.toContainEqual({ id: inside.id });
    expect(await secretOf(given[0]?.json().id)).toBe('');
    expect((await accept(await secretOf(others.id))).statusCode).toBe(201);
    const lines = await sql(`SELECT details FROM platform.audit_lines
      WHERE action = 'auth.invitation.revoked' AND target_id = '${given[0]?.json().id}'`);
    expect(lines).toEqual([{ details: { tenantId: shop.id } }]);
  });

  it('stay valid while the operator may still give them', async () => {
    const operator = await signedIn(api, platformTenant, 'owner');
    await makePerson(api, platformTenant, { role: 'owner' });
    const { id } = (await asked(operator.token, 'owner')).json();
    expect((await set(operator.id, { role: 'admin', name: 'Renamed' })).statusCode).toBe(200);
    expect((await accept(await secretOf(id))).statusCode).toBe(201);
  });

  it.each(operators)('cannot be given while the inviter %s', async (_, made) => {
    const operator = await made();
    // The invitation is written, and waits here for its end.
    await using admin = await held('LOCK TABLE auth.throttle_counts, auth.shared_throttle_counts IN SHARE MODE');
    const asking = asked(operator.token, 'owner');
    await admin.blocks();
    const removing = operator.remove();
    await Promise.race([removing, admin.blocks(2)]);
    await admin.commit();
    expect((await asking).statusCode).toBe(201);
    await removing;
    expect(await open()).toEqual([]);
  });

  it('cannot be accepted while the inviter is being removed', async () => {
    const { id, token } = await signedIn(api, platformTenant, 'admin');
    const secret = await secretOf((await asked(token, 'owner')).json().id);
    // The removal has revoked them, and waits here for its end.
    await using admin = await held('LOCK TABLE platform.audit_lines IN SHARE MODE');
    const removing = callAs(api, api.operatorKey, 'POST', `/v1/members/${id}/deactivate`);
    await admin.blocks();
    const accepting = accept(secret);
    await Promise.race([accepting, admin.blocks(2)]);
    await admin.commit();
    expect((await removing).statusCode).toBe(200);
    expect(told(await accepting)).toEqual([400, 'invitation_void']);
  });
});

describe('a user who is demoted during their request', () => {
  it.each<[string, () => Promise<SignedIn>, (who: SignedIn) => ReturnType<typeof callAs>]>([
    [
      'as an operator invites nobody to a tenant',
      () => signedIn(api, platformTenant, 'admin'),
      ({ token }) => callAs(api, token, 'POST', operatorRoute, { tenant: shop.slug, email: guest(), role: 'owner' }),
    ],
    [
      'invites nobody to their own',
      () => signedIn(api, shop, 'admin'),
      ({ token }) => callAs(api, token, 'POST', '/v1/invitations', { email: guest(), role: 'member' }),
    ],
    [
      'changes nobody',
      () => signedIn(api, shop, 'admin'),
      ({ token, person: { user } }) =>
        callAs(api, token, 'PATCH', `/v1/members/${user.id}`, { name: 'Own Name' }, { 'if-match': '"v1"' }),
    ],
  ])('%s', async (_, made, ask) => {
    const who = await made();
    await using admin = await held(`UPDATE auth.users SET role = 'editor' WHERE id = '${who.id}'`);
    const asking = ask(who);
    await Promise.race([asking, admin.blocks()]);
    await admin.commit();
    expect(told(await asking)).toEqual([403, 'no_longer_allowed']);
  });
});
