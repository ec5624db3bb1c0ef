// Real: the whole API, PostgreSQL, people who sign in, invitations and keys. Faked: nothing.
import { runSql } from '../support/notes-table.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let shop: { id: string; slug: string };
let first: SignedIn;
let second: SignedIn;
/** Reads members, made by the second owner. */
let reading: string;

beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
  first = await signedIn(api, shop, 'owner');
  second = await signedIn(api, shop, 'owner');
  await invite('owner');
  await invite('member');
  reading = await makeKey('secret', 'members.read');
  await makeKey('secret', 'events.ingest');
  await makeKey('publishable', 'events.ingest');
  expect(await readsMembers()).toBe(200);
});
afterAll(() => api?.close());

async function invite(role: string): Promise<void> {
  const guest = { email: `${role}-guest@guest.example`, role };
  expect((await callAs(api, second.token, 'POST', '/v1/invitations', guest)).statusCode).toBe(201);
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

describe('the access that a member gave', () => {
  it('shrinks with their role to what they could still give', async () => {
    expect((await demote('admin', 1)).statusCode).toBe(200);
    expect(await left()).toEqual({ invited: ['member'], scopes: ['events.ingest', 'events.ingest', 'members.read'] });
    expect((await demote('editor', 2)).statusCode).toBe(200);
    expect(await left()).toEqual({ invited: [], scopes: ['events.ingest', 'events.ingest'] });
    expect(await readsMembers()).toBe(401);
  });

  it.each([
    ['deactivated', 'POST', '/deactivate'],
    ['deleted', 'DELETE', ''],
  ] as const)('ends when they are %s, but for keys that all may read', async (_, method, rest) => {
    const answer = await callAs(api, first.token, method, `/v1/members/${second.id}${rest}`);
    expect(answer.statusCode).toBeLessThan(300);
    expect(await left()).toEqual({ invited: [], scopes: ['events.ingest'] });
    expect(await readsMembers()).toBe(401);
    const lines = await runSql(
      api.database.adminUrl,
      `SELECT action, count(*)::int AS lines FROM platform.audit_lines
       WHERE tenant_id = '${shop.id}' AND action LIKE '%.revoked' GROUP BY action ORDER BY action`,
    );
    expect(lines).toEqual([
      { action: 'auth.api-key.revoked', lines: 2 },
      { action: 'auth.invitation.revoked', lines: 2 },
    ]);
  });
});
