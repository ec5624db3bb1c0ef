// Real: the whole API, PostgreSQL, users who sign in, revocation. Faked: a process that dies between the commit, the
// session store and the revocation feed, by a call that fails there.

import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import { SessionStore } from '../session-store/session-store.js';
import { Sessions } from '../sessions/sessions.js';
import { Users } from '../users/users.js';
import { ReconcileSessions } from './reconcile-sessions.job.js';

let api: TestApp;
let shop: { id: string; slug: string };
let owner: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  shop = await freshTenant(api);
  owner = await signedIn(api, shop, 'owner');
});
beforeEach(async () => {
  admin = await signedIn(api, shop, 'admin');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const me = async () => (await callAs(api, admin.token, 'GET', '/v1/me')).statusCode;
const demote = () =>
  callAs(api, owner.token, 'PATCH', `/v1/members/${admin.id}`, { role: 'member' }, { 'if-match': '"v1"' });

/** Runs the job that the change queued, and requires that there is exactly one. */
async function reconcile(): Promise<void> {
  const rows = await runSql(
    api.database.adminUrl,
    `SELECT FROM platform.outbox WHERE kind = 'job'
      AND payload::text LIKE '%auth.reconcile-sessions%' AND payload::text LIKE '%${admin.id}%'`,
  );
  expect(rows).toHaveLength(1);
  const get = api.app.get.bind(api.app);
  const job = new ReconcileSessions(get(Users), get(SessionStore), get(Sessions), get(RevocationFeed));
  await job.run({ tenantId: shop.id, userId: admin.id });
}

it('ends the sessions of a user when the process died after the commit of the deactivation', async () => {
  jest.spyOn(api.app.get(Sessions), 'end').mockRejectedValueOnce(new Error('killed'));
  const answer = await callAs(api, owner.token, 'POST', `/v1/members/${admin.id}/deactivate`);
  expect(answer.statusCode).toBe(500);
  expect(await me()).toBe(200);
  await reconcile();
  expect(await me()).toBe(401);
});

it('revokes the tokens of the former role when the process died after the commit of the new one', async () => {
  jest.spyOn(api.app.get(Sessions), 'describe').mockRejectedValueOnce(new Error('killed'));
  expect((await demote()).statusCode).toBe(500);
  await reconcile();
  expect(await me()).toBe(401);
});

it('publishes the revocation, up to the last token of the former role, when the process died after the store had the new role', async () => {
  const publish = jest.spyOn(api.app.get(RevocationFeed), 'publish').mockRejectedValueOnce(new Error('killed'));
  expect((await demote()).statusCode).toBe(500);
  const store = api.app.get(SessionStore);
  const [session] = await store.ofUser(shop.id, admin.id);
  expect(session).toMatchObject({ role: 'member' });
  const { tokens } = await store.status(session as NonNullable<typeof session>);
  publish.mockClear();
  await reconcile();
  expect(tokens).toEqual(expect.any(Number));
  expect(publish.mock.calls).toEqual([
    [shop.id, [{ kind: 'tokens', tenantId: shop.id, id: admin.id, before: tokens }]],
  ]);
});
