// Real: the whole API and its workers in one process, PostgreSQL, people who sign in. Faked: the work itself.
import { ApiKeys } from '#platform/access';
import { type Actor, inActor } from '#platform/audit';
import { Database } from '#platform/database';
import { type Operation, Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';
import { hand, ownWork, work, workersThatWork } from '../../../../test/support/work.js';

let api: TestApp;
let shop: { id: string; slug: string };
let owner: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workersThatWork);
  shop = await freshTenant(api);
  owner = await signedIn(api, shop, 'owner');
});
afterAll(() => api?.close());

/** Of admins. */
const PERMISSION = 'webhooks.write';
const start = (asker: Actor, does: 'wait' | 'nothing', tenantId = shop.id): Promise<Operation> =>
  inActor(asker, () =>
    api.app
      .get(Database)
      .transaction({ tenantId }, (tx) => api.app.get(Operations).start(tx, work, { tenantId, does }, PERMISSION)),
  );
const ended = (id: string, tenantId = shop.id) =>
  until(async () => {
    const operation = await api.app.get(Operations).find({ tenantId, userId: undefined }, id);
    return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
  });
const asOwner = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => {
  const answer = await callAs(api, owner.token, method, `/v1/${path}`, body, { 'if-match': '*' });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer;
};
const member = (id: string): Actor => ({ kind: 'member', id });

/** Who asks, and what becomes of them while their work waits. */
const cases: [string, () => Promise<{ asker: Actor; leaves: () => Promise<unknown>; tenantId?: string }>][] = [
  [
    'a user who lost the role',
    async () => {
      const { id } = await signedIn(api, shop, 'admin');
      return { asker: member(id), leaves: () => asOwner('PATCH', `members/${id}`, { role: 'editor' }) };
    },
  ],
  [
    'a user who was deactivated',
    async () => {
      const { id } = await signedIn(api, shop, 'admin');
      return { asker: member(id), leaves: () => asOwner('POST', `members/${id}/deactivate`) };
    },
  ],
  [
    'a user who was erased',
    async () => {
      const { id } = await signedIn(api, shop, 'admin');
      return { asker: member(id), leaves: () => asOwner('POST', `members/${id}/erasure`, { graceDays: 0 }) };
    },
  ],
  [
    'a key that was revoked',
    async () => {
      const key = { name: 'Importer', kind: 'secret', scopes: [PERMISSION] };
      const { id } = (await asOwner('POST', 'keys', key)).json();
      return { asker: { kind: 'key', id }, leaves: () => asOwner('DELETE', `keys/${id}`) };
    },
  ],
  [
    'an operator’s key that was revoked',
    async () => {
      const { id, prefix } = await api.app.get(ApiKeys).create('purger', ['*']);
      const leaves = () => api.app.get(ApiKeys).revoke(prefix);
      return { asker: { kind: 'operator', id }, leaves, tenantId: PLATFORM_TENANT_ID };
    },
  ],
];

describe.each(cases)('what waits for %s', (_, made) => {
  it.each([
    ['meanwhile is not done', true, { state: 'failed', error: { code: 'asker_not_allowed' } }],
    ['later is done', false, { state: 'succeeded', error: null }],
  ])('%s', async (_, meanwhile, outcome) => {
    const { asker, leaves, tenantId = shop.id } = await made();
    const first = await start({ kind: 'job', id: 'tests' }, 'wait');
    await hand.waits(first.id);
    const { id } = await start(asker, 'nothing', tenantId);
    if (meanwhile) await leaves();
    hand.letGo(first.id);
    expect(await ended(id, tenantId)).toMatchObject(outcome);
    expect(hand.ran.includes(id)).toBe(!meanwhile);
    if (!meanwhile) await leaves();
  });
});

it('what somebody began for themselves is not done once they may not begin it', async () => {
  const { id: userId } = await signedIn(api, shop, 'admin');
  const payload = { tenantId: shop.id, userId, does: 'nothing' } as const;
  const { id } = await api.app.get(Database).transaction({ tenantId: shop.id }, async (tx) => {
    const begun = await api.app.get(Operations).start(tx, ownWork, payload, PERMISSION);
    await asOwner('POST', `members/${userId}/deactivate`);
    return begun;
  });
  const operation = await until(async () => {
    const now = await api.app.get(Operations).find({ tenantId: shop.id, userId }, id);
    return now.state === 'failed' ? now : undefined;
  });
  expect(operation.error).toMatchObject({
    code: 'asker_not_allowed',
    detail: { en: expect.stringContaining(PERMISSION), fr: expect.stringContaining(PERMISSION) },
  });
});
