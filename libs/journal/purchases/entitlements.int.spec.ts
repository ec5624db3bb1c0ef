// Real: the whole API, PostgreSQL, people who sign in, signatures. Faked: the App Store, whose certificates the tests made;
// the time, which SQL sets back.
import { Database } from '#platform/database';
import { runSql } from '../../../test/support/notes-table.js';
import { bundleId, signedByStore, storeRoot, transactionOf } from '../../../test/support/payments.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Entitlements } from './entitlements.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  admin = await signedIn(api, tenant, 'admin');
  person = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  callAs(api, person.token, method, `/v1/journal/${path}`, body);
const put = (path: string, body: object) => callAs(api, admin.token, 'PUT', `/v1/journal/${path}`, body);
const premium = {
  ...{ nameEn: 'Premium', nameFr: 'Premium', priceMinor: 499, currency: 'EUR', period: 'month' },
  ...{ appStoreId: 'org.example.journal.premium' },
};
const sell = (onSale = true) => put('products/premium', { ...premium, onSale });
const entitled = async () => (await call('GET', 'entitlements')).json().premium;
/** What slices that write for premium alone ask. */
const required = () =>
  api.app
    .get(Database)
    .transaction({ tenantId: tenant.id, userId: person.id }, (tx) => api.app.get(Entitlements).require(tx));

/** Buys a month, and sets it back until it has passed. */
async function lapse(): Promise<void> {
  await sell();
  await put('payment-providers/app-store', { bundleId, sandbox: false, rootCertificate: storeRoot });
  const receipt = await signedByStore(transactionOf(person.id));
  expect((await call('POST', 'purchases', { provider: 'app-store', receipt })).statusCode).toBe(200);
  await expect(required()).resolves.toBeUndefined();
  await runSql(
    api.database.adminUrl,
    `update journal.purchases set valid_until = now() - interval '1 second' where user_id = '${person.id}'`,
  );
}

it('premium is included where the tenant sells nothing, and asked for once it does', async () => {
  expect(await entitled()).toEqual({ active: true, until: null });
  await expect(required()).resolves.toBeUndefined();
  await sell();
  expect(await entitled()).toEqual({ active: false, until: null });
  await expect(required()).rejects.toMatchObject({ code: 'premium_required', status: 402 });
  await sell(false);
  expect(await entitled()).toEqual({ active: true, until: null });
  await expect(required()).resolves.toBeUndefined();
});

it('premium of one tenant and one person is not that of another', async () => {
  await lapse();
  await runSql(api.database.adminUrl, `update journal.purchases set valid_until = null where user_id = '${person.id}'`);
  await expect(required()).resolves.toBeUndefined();
  person = await signedIn(api, tenant, 'member');
  await expect(required()).rejects.toMatchObject({ code: 'premium_required' });
});

it('a person whose premium has lapsed reads, lists, writes entries, exports and deletes as before', async () => {
  await lapse();
  await expect(required()).rejects.toMatchObject({ code: 'premium_required', status: 402 });
  expect(await entitled()).toMatchObject({ active: false, until: expect.any(String) });
  const day = new Date().toISOString().slice(0, 10);
  const { id } = (await call('POST', 'entries', { day, reflection: 'Still mine' })).json();
  expect((await call('GET', `entries/${id}`)).json().reflection).toBe('Still mine');
  expect((await call('GET', 'entries')).json().data).toHaveLength(1);
  expect((await call('GET', 'purchases')).json().data).toHaveLength(1);
  expect((await callAs(api, person.token, 'POST', '/v1/me/exports')).statusCode).toBe(202);
  const deleted = callAs(api, person.token, 'DELETE', `/v1/journal/entries/${id}`, undefined, { 'if-match': '"v1"' });
  expect((await deleted).statusCode).toBe(204);
});

it('entitlements are a user’s, and not an API key’s', async () => {
  const asked = { kind: 'secret', name: 'K', scopes: ['journal.read'] };
  const { key } = (await callAs(api, admin.token, 'POST', '/v1/keys', asked)).json();
  for (const path of ['entitlements', 'purchases']) {
    const answer = await callAs(api, key, 'GET', `/v1/journal/${path}`);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'no_account']);
  }
});
