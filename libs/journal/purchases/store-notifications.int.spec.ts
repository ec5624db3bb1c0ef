// Real: the whole API, PostgreSQL, people who sign in, signatures and certificates. Faked: the App Store, whose
// certificates the tests made.
import { newId } from '#platform/ids';
import { bundleId, notificationOf, signedByStore, transactionOf } from '../../../test/support/payments.js';
import {
  month,
  premiumOf,
  purchasesOf,
  type SellingTenant,
  sellingTenant,
} from '../../../test/support/selling-tenant.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let seller: SellingTenant;
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  seller = await sellingTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, seller.tenant, 'member');
});
afterAll(() => api?.close());

describe('a notification of the App Store', () => {
  it('renews, pays back, and takes that back, whichever arrives first', async () => {
    const transaction = transactionOf(person.id);
    const at = (seconds: number, differing: object = {}, notificationType = 'DID_RENEW') =>
      seller.notify(
        { ...transaction, signedDate: transaction.signedDate + seconds * 1000, ...differing },
        { notificationType },
      );
    const paidBack = { revocationDate: Date.now() };
    await at(2, paidBack, 'REFUND');
    expect((await premiumOf(api, person)).active).toBe(false);
    await at(0);
    // Of a refund before this one.
    await at(1, {}, 'REFUND_REVERSED');
    expect((await premiumOf(api, person)).active).toBe(false);
    await at(3, {}, 'REFUND_REVERSED');
    await at(2, paidBack, 'REFUND');
    expect((await premiumOf(api, person)).active).toBe(true);
    const renewal = { transactionId: newId(), expiresDate: transaction.expiresDate + month * 1000 };
    await at(4, renewal);
    expect(await purchasesOf(api, person)).toHaveLength(2);
    expect((await premiumOf(api, person)).until).toBe(new Date(renewal.expiresDate).toISOString());
  });

  it('leaves paid back what was, whenever it was signed, unless it says that the refund was taken back', async () => {
    const transaction = transactionOf(person.id);
    const at = (seconds: number) => ({ ...transaction, signedDate: transaction.signedDate + seconds * 1000 });
    const active = async () => (await premiumOf(api, person)).active;
    await seller.notify(at(0));
    await seller.notify({ ...at(0), revocationDate: Date.now() }, { notificationType: 'REFUND' });
    expect(await active()).toBe(false);
    await seller.notify(at(0));
    await seller.notify(at(9));
    const receipt = await signedByStore(at(10));
    const claimed = callAs(api, person.token, 'POST', '/v1/journal/purchases', { provider: 'app-store', receipt });
    expect((await claimed).json()).toMatchObject({ refundedAt: expect.any(String) });
    expect(await active()).toBe(false);
    await seller.notify(at(5), { notificationType: 'REFUND_REVERSED' });
    expect(await active()).toBe(true);
  });

  it('that does not name the user is about the one of the first transaction', async () => {
    const first = transactionOf(person.id);
    const renewal = { ...first, transactionId: newId(), appAccountToken: undefined };
    await seller.notify(renewal);
    expect(await purchasesOf(api, person)).toEqual([]);
    await seller.notify(first);
    expect(await purchasesOf(api, person)).toHaveLength(2);
  });

  it('is acknowledged where it is about nothing, or about a test', async () => {
    await seller.notify({}, { notificationType: 'TEST', data: { bundleId } });
    await seller.notify(transactionOf(person.id, { environment: 'Sandbox' }));
    expect(await purchasesOf(api, person)).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['of another app', () => notificationOf(transactionOf(person.id, { bundleId: 'org.example.other' }))],
    [
      'with a transaction that nobody signed',
      () => notificationOf({}, { data: { signedTransactionInfo: 'e30.e30.e30' } }),
    ],
    ['that is a transaction itself', async () => JSON.stringify({ signedPayload: 'e30.e30.e30' })],
    ['that is no JSON', async () => 'nonsense'],
  ])('is refused %s', async (_, body) => {
    const answer = await seller.send('app-store', await body(), { 'content-type': 'application/json' });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'event_not_signed']);
    expect(await purchasesOf(api, person)).toEqual([]);
  });
});
