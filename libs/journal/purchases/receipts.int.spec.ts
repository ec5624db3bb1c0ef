// Real: the whole API, PostgreSQL, people who sign in, signatures and certificates. Faked: the App Store, whose root,
// certificates and keys the tests made.
import { createHmac, createPublicKey } from 'node:crypto';
import { newId } from '#platform/ids';
import { bundleId, chainOf, type StoreKeys, signedByStore, transactionOf } from '../../../test/support/payments.js';
import {
  premium,
  premiumOf,
  purchasesOf,
  type SellingTenant,
  sellingTenant,
} from '../../../test/support/selling-tenant.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import type { PurchaseDto } from './purchases.dto.js';

let api: TestApp;
let seller: SellingTenant;
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  seller = await sellingTenant(api);
  const forEver = { appStoreId: 'org.example.journal.for-ever', stripePriceId: undefined };
  await seller.put('products/for-ever', { ...premium, ...forEver, period: 'lifetime' });
});
beforeEach(async () => {
  person = await signedIn(api, seller.tenant, 'member');
});
afterAll(() => api?.close());

const claim = (receipt: string, by = person, headers = {}) =>
  callAs(api, by.token, 'POST', '/v1/journal/purchases', { provider: 'app-store', receipt }, headers);
const claimed = async (fields: object, keys: StoreKeys = 'store') => claim(await signedByStore(fields, keys));
const purchases = (by = person): Promise<PurchaseDto[]> => purchasesOf(api, by);
const entitled = (by = person) => premiumOf(api, by);
/** The code of the refusal, and that it gave nothing. */
const refusal = async (answer: ReturnType<typeof claim>) => {
  const { statusCode, body } = await answer;
  expect(await purchases()).toEqual([]);
  expect((await entitled()).active).toBe(false);
  return [statusCode, JSON.parse(body).code];
};
const base64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a receipt of the App Store', () => {
  it('gives premium until its end, and is listed', async () => {
    expect(await entitled()).toEqual({ active: false, until: null });
    const transaction = transactionOf(person.id);
    const answer = await claimed(transaction);
    const until = new Date(transaction.expiresDate).toISOString();
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        id: expect.any(String),
        provider: 'app-store',
        transactionId: transaction.transactionId,
        sku: 'premium',
        amountMinor: 499,
        currency: 'EUR',
        boughtAt: new Date(transaction.purchaseDate).toISOString(),
        validUntil: until,
        refundedAt: null,
      },
    ]);
    expect(await purchases()).toEqual([answer.json()]);
    expect(await entitled()).toEqual({ active: true, until });
  });

  it('gives one purchase, however often it is handed in, with a key or without', async () => {
    const receipt = await signedByStore(transactionOf(person.id));
    const key = { 'idempotency-key': newId() };
    const answers = [await claim(receipt), ...(await Promise.all([claim(receipt), claim(receipt)]))];
    answers.push(await claim(receipt, person, key), await claim(receipt, person, key));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(await purchases()).toHaveLength(1);
  });

  it('gives premium for ever where there is no end', async () => {
    await claimed(transactionOf(person.id, { productId: 'org.example.journal.for-ever', expiresDate: undefined }));
    expect(await entitled()).toEqual({ active: true, until: null });
  });

  it('without an end gives the period of its product', async () => {
    const purchaseDate = Date.parse('2026-01-15T12:00:00Z');
    const { validUntil } = (await claimed(transactionOf(person.id, { purchaseDate, expiresDate: undefined }))).json();
    expect(validUntil).toBe('2026-02-15T12:00:00.000Z');
  });

  it('keeps the product and the period that it was bought with, whatever the product is now', async () => {
    const product = { ...premium, appStoreId: 'org.example.journal.changing', stripePriceId: undefined };
    await seller.put('products/changing', product);
    const bought = transactionOf(person.id, { productId: product.appStoreId, expiresDate: undefined });
    const { validUntil } = (await claimed(bought)).json();
    await seller.put('products/changing', { ...product, period: 'lifetime', appStoreId: undefined });
    const later = { ...bought, signedDate: bought.signedDate + 1000 };
    expect((await claimed(later)).json()).toMatchObject({ sku: 'changing', validUntil, refundedAt: null });
    const refunded = { ...bought, signedDate: bought.signedDate + 2000, revocationDate: Date.now() };
    expect((await claimed(refunded)).json().refundedAt).toEqual(expect.any(String));
  });

  it('that is older than what is known changes nothing', async () => {
    const transaction = transactionOf(person.id);
    const paidBack = { ...transaction, revocationDate: Date.now(), signedDate: transaction.signedDate + 1000 };
    await claimed(paidBack);
    expect((await claimed(transaction)).json().refundedAt).not.toBeNull();
    expect((await entitled()).active).toBe(false);
  });

  it.each([
    ['JPY', 500_000, 500],
    ['KWD', 1_500, 1500],
    ['EUR', undefined, null],
  ])('in %s of %s thousandths has %s minor units', async (currency, price, amountMinor) => {
    expect((await claimed(transactionOf(person.id, { currency, price }))).json().amountMinor).toBe(amountMinor);
  });

  it('counts that a certificate was valid when it signed', async () => {
    const then = Date.parse('2020-06-01T00:00:00Z');
    const old = transactionOf(person.id, { purchaseDate: then, expiresDate: then + 1000, signedDate: then });
    expect((await claimed(old, 'expired-store')).statusCode).toBe(200);
    expect((await entitled()).active).toBe(false);
  });
});

describe('a receipt is refused', () => {
  it.each<[string, StoreKeys]>([
    ['that an expired certificate signed', 'expired-store'],
    ['whose certificates lead to another root', 'other-store'],
    ['that the certificate of a developer signed, which leads to the same root', 'developer'],
  ])('%s', async (_, keys) => {
    expect(await refusal(claimed(transactionOf(person.id), keys))).toEqual([422, 'receipt_refused']);
  });

  it('with the chain of another key', async () => {
    const foreign = await signedByStore(transactionOf(person.id), 'other-store', chainOf('store'));
    expect(await refusal(claim(foreign))).toEqual([422, 'receipt_refused']);
    const [leaf, intermediate, root] = chainOf('other-store') as [string, string, string];
    const [, issuer, trusted] = chainOf('store') as [string, string, string];
    for (const chain of [
      [leaf, issuer, trusted],
      [leaf, intermediate, trusted],
      [leaf, trusted, trusted],
      [leaf, intermediate],
      [root],
      [],
      ['x'],
    ]) {
      const forged = await signedByStore(transactionOf(person.id), 'other-store', chain);
      expect([chain.length, await refusal(claim(forged))]).toEqual([chain.length, [422, 'receipt_refused']]);
    }
  });

  it('that was tampered with', async () => {
    const [header, , signature] = (await signedByStore(transactionOf(person.id))).split('.');
    const payload = base64(transactionOf(person.id, { expiresDate: Date.now() * 2 }));
    expect(await refusal(claim(`${header}.${payload}.${signature}`))).toEqual([422, 'receipt_refused']);
  });

  it('that has no signature, or one made with a public key', async () => {
    const x5c = chainOf('store');
    const payload = base64(transactionOf(person.id));
    expect(await refusal(claim(`${base64({ alg: 'none', x5c })}.${payload}.`))).toEqual([422, 'receipt_refused']);
    const input = `${base64({ alg: 'HS256', x5c })}.${payload}`;
    const publicKey = createPublicKey(`-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----`);
    const hmac = createHmac('sha256', publicKey.export({ type: 'spki', format: 'der' })).update(input);
    expect(await refusal(claim(`${input}.${hmac.digest('base64url')}`))).toEqual([422, 'receipt_refused']);
  });

  it.each<[string, object]>([
    ['of another app', { bundleId: 'org.example.other' }],
    ['of the sandbox', { environment: 'Sandbox' }],
    ['without a time of signing', { signedDate: undefined }],
    ['that describes no purchase', { transactionId: undefined }],
    ['with an end that cannot be read, without which it would be valid for ever', { expiresDate: '2026-12-01' }],
    ['with a refund that cannot be read', { revocationDate: -1 }],
  ])('%s', async (_, differing) => {
    expect(await refusal(claimed(transactionOf(person.id, differing)))).toEqual([422, 'receipt_refused']);
  });

  it('of another user, and of nobody', async () => {
    const other = await signedIn(api, seller.tenant, 'member');
    const receipt = await signedByStore(transactionOf(other.id));
    expect(await refusal(claim(receipt))).toEqual([403, 'receipt_of_another']);
    expect((await claim(receipt, other)).statusCode).toBe(200);
    expect(await refusal(claim(receipt))).toEqual([403, 'receipt_of_another']);
    const unclaimed = transactionOf(person.id, { appAccountToken: undefined });
    expect(await refusal(claimed(unclaimed))).toEqual([403, 'receipt_of_another']);
  });

  it('with the transaction of another user, whomever it names later', async () => {
    const other = await signedIn(api, seller.tenant, 'member');
    const transaction = transactionOf(other.id);
    expect((await claim(await signedByStore(transaction), other)).statusCode).toBe(200);
    const renamed = { ...transaction, appAccountToken: person.id };
    expect(await refusal(claimed(renamed))).toEqual([403, 'receipt_of_another']);
  });

  it('of a product that the tenant does not have', async () => {
    const unknown = transactionOf(person.id, { productId: 'org.example.journal.coins' });
    expect(await refusal(claimed(unknown))).toEqual([422, 'product_unknown']);
  });

  it('of Stripe, which gives none', async () => {
    const asked = { provider: 'stripe', receipt: 'pi_1' };
    const answer = callAs(api, person.token, 'POST', '/v1/journal/purchases', asked);
    expect(await refusal(answer)).toEqual([422, 'receipt_refused']);
  });

  it('where the tenant has not set the App Store up, or trusts Apple alone', async () => {
    const elsewhere = await freshTenant(api);
    const owner = await signedIn(api, elsewhere, 'owner');
    const receipt = await signedByStore(transactionOf(owner.id));
    expect((await claim(receipt, owner)).json().code).toBe('receipt_refused');
    const settings = { bundleId, sandbox: false };
    await callAs(api, owner.token, 'PUT', '/v1/journal/payment-providers/app-store', settings);
    expect((await claim(receipt, owner)).json().code).toBe('receipt_refused');
  });
});

it('purchases are seen by nobody else: not by an admin, and not with the rights of the application', async () => {
  await claimed(transactionOf(person.id));
  expect(await purchases(seller.admin)).toEqual([]);
  const rows = (user: string) =>
    runSql(
      api.database.appUrl,
      `set app.tenant_id = '${seller.tenant.id}'; set app.user_id = '${user}'; select from journal.purchases`,
    );
  expect([(await rows(person.id)).length, (await rows(seller.admin.id)).length]).toEqual([1, 0]);
});
