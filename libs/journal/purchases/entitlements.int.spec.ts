// Real: the whole API, PostgreSQL, people who sign in, signatures. Faked: the App Store, whose certificates the tests made;
// the time, which SQL sets back.
import { Database } from '#platform/database';
import { signedByStore, transactionOf } from '../../../test/support/payments.js';
import { premium, premiumOf, type SellingTenant, sellingTenant } from '../../../test/support/selling-tenant.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Entitlements } from './entitlements.js';

let api: TestApp;
let seller: SellingTenant;
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  seller = await sellingTenant(api);
  person = await signedIn(api, seller.tenant, 'member');
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  callAs(api, person.token, method, `/v1/journal/${path}`, body);
const entitled = () => premiumOf(api, person);
/** What slices that write for premium alone ask. */
const required = (tenant: { readonly id: string } = seller.tenant) =>
  api.app
    .get(Database)
    .transaction({ tenantId: tenant.id, userId: person.id }, (tx) => api.app.get(Entitlements).require(tx));

/** Buys a month, and sets it back until it has passed. */
async function lapse(): Promise<void> {
  const receipt = await signedByStore(transactionOf(person.id));
  expect((await call('POST', 'purchases', { provider: 'app-store', receipt })).statusCode).toBe(200);
  await expect(required()).resolves.toBeUndefined();
  await runSql(
    api.database.adminUrl,
    `update journal.purchases set valid_until = now() - interval '1 second' where user_id = '${person.id}'`,
  );
}

it('premium is included where the tenant sells nothing, and asked for where it does', async () => {
  expect(await entitled()).toEqual({ active: false, until: null });
  await expect(required()).rejects.toMatchObject({ code: 'premium_required', status: 402 });
  await seller.put('products/premium', { ...premium, onSale: false });
  expect(await entitled()).toEqual({ active: true, until: null });
  await expect(required()).resolves.toBeUndefined();
  const other = await freshTenant(api);
  person = await signedIn(api, other, 'member');
  expect(await entitled()).toEqual({ active: true, until: null });
  await expect(required(other)).resolves.toBeUndefined();
});

it('premium stays everybody’s until the date that the first product on sale is answered with', async () => {
  const tenant = await freshTenant(api);
  const admin = await signedIn(api, tenant, 'admin');
  person = await signedIn(api, tenant, 'member');
  const put = async (sku: string, differing: object = {}) => {
    const { appStoreId: _, stripePriceId: __, premiumFrom: ___, ...product } = premium;
    const answer = await callAs(api, admin.token, 'PUT', `/v1/journal/products/${sku}`, { ...product, ...differing });
    expect(answer.statusCode).toBe(200);
    return answer.json().premiumFrom;
  };
  const days = (date: string) => Math.round((Date.parse(date) - Date.now()) / 86_400_000);
  const from = await put('first');
  expect(days(from)).toBe(30);
  expect(await entitled()).toEqual({ active: true, until: from });
  await expect(required(tenant)).resolves.toBeUndefined();
  // Neither another product nor a change of the first moves it.
  expect([await put('second'), await put('first', { priceMinor: 999 })]).toEqual([from, from]);
  const later = new Date(Date.now() + 90 * 86_400_000).toISOString();
  expect(await put('second', { premiumFrom: later })).toBe(later);
  expect(await entitled()).toEqual({ active: true, until: later });
  const past = '2026-01-01T00:00:00.000Z';
  // What is not sold asks for nothing, whatever date it is given.
  expect(await put('second', { onSale: false, premiumFrom: past })).toBeNull();
  expect(await entitled()).toEqual({ active: true, until: later });
  expect(await put('first', { premiumFrom: past })).toBe(past);
  expect(await entitled()).toEqual({ active: false, until: null });
  await expect(required(tenant)).rejects.toMatchObject({ code: 'premium_required' });
  // A product that was on sale before there were dates is asked for as it was.
  await runSql(
    api.database.adminUrl,
    `update journal.products set premium_from = null where tenant_id = '${tenant.id}'`,
  );
  expect(await put('third')).toBeNull();
  await expect(required(tenant)).rejects.toMatchObject({ code: 'premium_required' });
});

it('premium that was bought goes on after the date from which it is asked for, and before', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const receipt = await signedByStore(transactionOf(person.id));
  const bought = (await call('POST', 'purchases', { provider: 'app-store', receipt })).json();
  await seller.put('products/premium', { ...premium, premiumFrom: soon });
  expect(await entitled()).toEqual({ active: true, until: bought.validUntil });
});

it('premium of one tenant and one person is not that of another', async () => {
  await lapse();
  await runSql(api.database.adminUrl, `update journal.purchases set valid_until = null where user_id = '${person.id}'`);
  await expect(required()).resolves.toBeUndefined();
  person = await signedIn(api, seller.tenant, 'member');
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
  const { key } = (await callAs(api, seller.admin.token, 'POST', '/v1/keys', asked)).json();
  for (const path of ['entitlements', 'purchases']) {
    const answer = await callAs(api, key, 'GET', `/v1/journal/${path}`);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'no_account']);
  }
});
