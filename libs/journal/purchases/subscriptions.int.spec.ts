// Real: the whole API, PostgreSQL, people who sign in, signatures. Faked: Stripe, whose events the tests sign.
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { stripeEvent } from '../../../test/support/payments.js';
import {
  month,
  now,
  premium,
  premiumOf,
  purchasesOf,
  type SellingTenant,
  sellingTenant,
  subscriptionOf,
} from '../../../test/support/selling-tenant.js';
import { type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

import type { PurchaseDto } from './purchases.dto.js';

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

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('a subscription with Stripe', () => {
  it('gives premium for each month that is paid', async () => {
    const { checkout, invoice, renewal } = subscriptionOf(person.id);
    await seller.deliver(checkout);
    expect(await premiumOf(api, person)).toEqual({ active: false, until: null });
    await seller.deliver(invoice);
    expect(await premiumOf(api, person)).toEqual({ active: true, until: iso(now + month) });
    await seller.deliver(renewal);
    expect(await premiumOf(api, person)).toEqual({ active: true, until: iso(now + 2 * month) });
    expect(await purchasesOf(api, person)).toMatchObject([
      { provider: 'stripe', sku: 'premium', amountMinor: 499, currency: 'EUR' },
      { boughtAt: iso(now), validUntil: iso(now + month), refundedAt: null },
    ]);
  });

  it.each<[string, (keyof ReturnType<typeof subscriptionOf>)[]]>([
    ['in order', ['checkout', 'invoice', 'refund', 'ended']],
    ['backwards', ['ended', 'refund', 'invoice', 'checkout']],
    ['the checkout last', ['invoice', 'refund', 'ended', 'checkout']],
    ['the refund first', ['refund', 'checkout', 'ended', 'invoice']],
    ['each several times', ['refund', 'invoice', 'ended', 'refund', 'checkout', 'invoice', 'ended', 'checkout']],
  ])('says the same of what was paid back and ended, with its events %s', async (_, order) => {
    const events = subscriptionOf(person.id);
    await seller.deliver(...order.map((name) => events[name]));
    expect(await purchasesOf(api, person)).toMatchObject([
      { boughtAt: iso(now), validUntil: iso(now - 60), refundedAt: expect.any(String) },
    ]);
    expect(await premiumOf(api, person)).toEqual({ active: false, until: null });
  });

  it('says the same where all of its events arrive at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { checkout, invoice, refund, ended } = subscriptionOf(person.id);
      await Promise.all([refund, invoice, ended, checkout].map((body) => seller.deliver(body)));
    }
    const all = await purchasesOf(api, person);
    expect(all.map(({ validUntil, refundedAt }: PurchaseDto) => [validUntil, refundedAt !== null])).toEqual(
      Array(5).fill([iso(now - 60), true]),
    );
  });

  it('is paid back by a refund that had found no purchase while its purchase was being written', async () => {
    const { checkout, invoice, refund } = subscriptionOf(person.id);
    await seller.deliver(checkout);
    await using blocker = await heldTransaction(
      api.database.adminUrl,
      `insert into journal.payment_events (tenant_id, provider, event_id)
        values ('${seller.tenant.id}', 'stripe', '${JSON.parse(refund).id}')`,
    );
    const first = seller.deliver(refund);
    await blocker.blocks();
    const second = seller.deliver(invoice);
    await Promise.race([second, blocker.blocks(2)]);
    await blocker.rollback();
    await Promise.all([first, second]);
    expect(await purchasesOf(api, person)).toMatchObject([{ refundedAt: expect.any(String) }]);
  });

  it('ends with the subscription, also for a month that is delivered afterwards', async () => {
    const { checkout, invoice, renewal, ended } = subscriptionOf(person.id);
    await seller.deliver(checkout, invoice, ended, renewal);
    expect((await premiumOf(api, person)).active).toBe(false);
    expect(await purchasesOf(api, person)).toHaveLength(2);
  });

  it('stays when a part is paid back', async () => {
    const { checkout, invoice, partialRefund } = subscriptionOf(person.id);
    await seller.deliver(checkout, invoice, partialRefund);
    expect((await premiumOf(api, person)).active).toBe(true);
  });

  it('goes on at the price at which it was bought, once the product has another', async () => {
    const stripePriceId = `price_${newId()}`;
    await seller.put('products/changed', { ...premium, appStoreId: undefined, stripePriceId });
    const { checkout, ...events } = subscriptionOf(person.id);
    const [invoice, renewal] = [events.invoice, events.renewal].map((text) =>
      text.replaceAll('price_month', stripePriceId),
    ) as [string, string];
    await seller.deliver(checkout, invoice);
    await seller.put('products/changed', { ...premium, appStoreId: undefined, stripePriceId: `price_${newId()}` });
    await seller.deliver(renewal);
    expect(await purchasesOf(api, person)).toMatchObject([{ sku: 'changed' }, { sku: 'changed' }]);
    expect((await premiumOf(api, person)).until).toBe(iso(now + 2 * month));
  });

  it('counts the first line of an invoice that the tenant sells, and hundredths as Stripe does', async () => {
    const subscription = `sub_${newId()}`;
    const lines = ['price_of_another', 'price_month'].map((id) => ({ price: { id }, period: { end: now + month } }));
    const details = { metadata: { user_id: person.id } };
    const of = { id: `in_${newId()}`, subscription, lines: { data: lines }, subscription_details: details };
    await seller.deliver(stripeEvent('invoice.paid', { ...of, amount_paid: 50_000, currency: 'isk' }));
    expect(await purchasesOf(api, person)).toMatchObject([{ sku: 'premium', amountMinor: 500, currency: 'ISK' }]);
  });

  it('ends with a dispute that is lost, and not with one that is won', async () => {
    const { checkout, invoice } = subscriptionOf(person.id);
    const payment = JSON.parse(invoice).data.object.payment_intent;
    const closed = (status: string) =>
      stripeEvent('charge.dispute.closed', { id: 'dp_1', payment_intent: payment, status });
    await seller.deliver(checkout, invoice, closed('won'));
    expect((await premiumOf(api, person)).active).toBe(true);
    await seller.deliver(closed('lost'));
    expect((await premiumOf(api, person)).active).toBe(false);
  });

  it('is read as newer versions of the API write it', async () => {
    const [id, invoice, payment] = [`sub_${newId()}`, `in_${newId()}`, `pi_${newId()}`];
    const of = { subscription_details: { subscription: id, metadata: { user_id: person.id } } };
    const line = { pricing: { price_details: { price: 'price_month' } }, period: { end: now + month } };
    const refund = stripeEvent('charge.refunded', { id: 'ch_2', payment_intent: payment, refunded: true });
    await seller.deliver(refund);
    await seller.deliver(
      stripeEvent('invoice.paid', { id: invoice, parent: of, lines: { data: [line] }, amount_paid: 499 }),
    );
    expect((await premiumOf(api, person)).active).toBe(true);
    await seller.deliver(stripeEvent('invoice_payment.paid', { invoice, payment: { payment_intent: payment } }));
    expect((await premiumOf(api, person)).active).toBe(false);
  });

  it('gives a single payment the period of its product, once it is paid', async () => {
    const session = {
      ...{ id: `cs_${newId()}`, mode: 'payment', payment_intent: `pi_${newId()}`, metadata: { sku: 'premium' } },
      ...{ client_reference_id: person.id, amount_total: 499, currency: 'eur' },
    };
    await seller.deliver(stripeEvent('checkout.session.completed', { ...session, payment_status: 'unpaid' }));
    expect(await purchasesOf(api, person)).toEqual([]);
    await seller.deliver(
      stripeEvent('checkout.session.async_payment_succeeded', { ...session, payment_status: 'paid' }),
    );
    expect((await premiumOf(api, person)).active).toBe(true);
    await seller.deliver(stripeEvent('charge.refunded', { payment_intent: session.payment_intent, refunded: true }));
    expect((await premiumOf(api, person)).active).toBe(false);
  });

  it('stays paid back, whichever of its events is created later or delivered again', async () => {
    const session = {
      ...{ id: `cs_${newId()}`, mode: 'payment', payment_intent: `pi_${newId()}`, metadata: { sku: 'premium' } },
      ...{ client_reference_id: person.id, amount_total: 499, currency: 'eur', payment_status: 'paid' },
    };
    const completed = (created: number) => stripeEvent('checkout.session.completed', session, { created });
    const refund = { payment_intent: session.payment_intent, refunded: true };
    await seller.deliver(completed(now), stripeEvent('charge.refunded', refund, { created: now + 10 }));
    await seller.deliver(
      completed(now + 5),
      completed(now + 20),
      stripeEvent('checkout.session.async_payment_succeeded', session, { created: now + 30 }),
    );
    const { checkout, invoice, refund: ofInvoice } = subscriptionOf(person.id);
    const paid = JSON.parse(invoice).data.object;
    await seller.deliver(checkout, invoice, ofInvoice);
    await seller.deliver(stripeEvent('invoice.paid', { ...paid, status_transitions: {} }, { created: now + 60 }));
    expect(await purchasesOf(api, person)).toMatchObject([
      { refundedAt: expect.any(String) },
      { refundedAt: expect.any(String) },
    ]);
    expect((await premiumOf(api, person)).active).toBe(false);
  });
});
