// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.

import { generateKeyPairSync } from 'node:crypto';
import { audited } from '../../../test/support/audit-lines.js';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { bundleId, storeRoot, webhookSecret } from '../../../test/support/payments.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
let member: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
  admin = await signedIn(api, tenant, 'admin');
  member = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const put = (path: string, body: object, by = admin) => callAs(api, by.token, 'PUT', `/v1/journal/${path}`, body);
const get = (path: string, by = admin) => callAs(api, by.token, 'GET', `/v1/journal/${path}`);
const product = {
  nameEn: 'Premium',
  nameFr: 'Prémium',
  priceMinor: 499,
  currency: 'EUR',
  period: 'month',
  onSale: true,
};
const faults = async (answer: ReturnType<typeof put>) => {
  const { statusCode, body } = await answer;
  return [statusCode, ...(JSON.parse(body).errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
};

describe('payment providers', () => {
  it('are listed without their secrets, which are stored sealed', async () => {
    const set = [
      await put('payment-providers/stripe', { webhookSecret }),
      await put('payment-providers/app-store', { bundleId, sandbox: true, rootCertificate: storeRoot }),
    ];
    expect(set.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    for (const provider of ['stripe', 'app-store'])
      expect(await audited(api, tenant.id, provider)).toContain('journal.payment-provider.put');
    const listed = await get('payment-providers');
    expect(listed.json().data).toEqual([
      {
        provider: 'app-store',
        bundleId,
        sandbox: true,
        rootCertificate: `${storeRoot}\n`,
        updatedAt: expect.any(String),
      },
      { provider: 'stripe', bundleId: null, sandbox: null, rootCertificate: null, updatedAt: expect.any(String) },
    ]);
    expect([...set, listed].some(({ body }) => body.includes(webhookSecret))).toBe(false);
    expect(secretsIn(await databaseText(api.database.adminUrl), { webhookSecret })).toEqual([]);
  });

  it('keep of a text with a certificate and its private key the certificate alone', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const both = `${storeRoot}\n${privateKey.export({ type: 'pkcs8', format: 'pem' })}`;
    const settings = { bundleId, sandbox: true, rootCertificate: both };
    expect((await put('payment-providers/app-store', settings)).json().rootCertificate.trim()).toBe(storeRoot);
  });

  it('are refused with pointers to what is wrong', async () => {
    const appStore = (differing: object) =>
      faults(put('payment-providers/app-store', { bundleId, sandbox: false, ...differing }));
    expect(await appStore({ bundleId: 'org example' })).toEqual([400, '/bundleId']);
    expect(await appStore({ rootCertificate: 'none' })).toEqual([400, '/rootCertificate']);
    expect(await faults(put('payment-providers/stripe', { webhookSecret: 'sk_live_1' }))).toEqual([
      400,
      '/webhookSecret',
    ]);
  });

  it('are an admin’s matter', async () => {
    const answers = [
      await get('payment-providers', member),
      await put('payment-providers/stripe', { webhookSecret }, member),
      await put('products/premium', product, member),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
  });
});

describe('products', () => {
  it('are created and replaced by their SKU, and listed for members', async () => {
    const from = { premiumFrom: expect.any(String) };
    const stored = { sku: 'a-month', ...product, appStoreId: null, stripePriceId: 'price_1', ...from };
    expect((await put('products/a-month', { ...product, stripePriceId: 'price_1' })).json()).toEqual(stored);
    expect((await get('products', member)).json().data).toContainEqual(stored);
    expect((await put('products/a-month', { ...product, onSale: false })).statusCode).toBe(200);
    expect(await audited(api, tenant.id, 'a-month')).toEqual(Array(2).fill('journal.product.put'));
    const { data } = (await get('products', member)).json();
    expect(data).toContainEqual({ ...stored, stripePriceId: null, onSale: false, premiumFrom: null });
    expect(data).not.toContainEqual(stored);
  });

  it('have ids of their own at each provider', async () => {
    await put('products/b-month', { ...product, appStoreId: 'b' });
    const twin = await put('products/c-month', { ...product, appStoreId: 'b' });
    expect([twin.statusCode, twin.json().code]).toEqual([409, 'product_id_taken']);
  });

  it('are refused with what is wrong', async () => {
    const of = (differing: object) => faults(put('products/d-month', { ...product, ...differing }));
    expect(await of({ priceMinor: 4.99 })).toEqual([400, '/priceMinor']);
    expect(await of({ priceMinor: 2 ** 31 })).toEqual([400, '/priceMinor']);
    expect(await of({ currency: 'eur' })).toEqual([400, '/currency']);
    expect(await of({ period: 'week' })).toEqual([400, '/period']);
    expect(await of({ premiumFrom: 'soon' })).toEqual([400, '/premiumFrom']);
    expect(await of({ nameFr: '' })).toEqual([400, '/nameFr']);
    for (const sku of ['-x', 'X', 'x'.repeat(65), 'a%20b']) {
      const answer = await put(`products/${sku}`, product);
      expect([sku, answer.statusCode, answer.json().code]).toEqual([sku, 400, 'invalid_sku']);
    }
  });
});
