import type { InjectOptions } from 'fastify';
import { newId } from '#platform/ids';
import { bundleId, notificationOf, storeRoot, stripeEvent, stripeHeaders, webhookSecret } from './payments.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import type { TestApp } from './test-app.js';

/** A product that both providers sell, as an admin puts it. */
export const premium = {
  ...{ nameEn: 'Premium', nameFr: 'Premium', priceMinor: 499, currency: 'EUR', period: 'month', onSale: true },
  ...{
    appStoreId: 'org.example.journal.premium',
    stripePriceId: 'price_month',
    premiumFrom: '2026-01-01T00:00:00.000Z',
  },
};

/** Now, in seconds, and 30 days. */
export const now = Math.floor(Date.now() / 1000);
export const month = 30 * 86_400;

/** A tenant that sells `premium` with the App Store and Stripe. */
export async function sellingTenant(api: TestApp) {
  const tenant = await freshTenant(api);
  const admin = await signedIn(api, tenant, 'admin');
  const put = (path: string, body: object) => callAs(api, admin.token, 'PUT', `/v1/journal/${path}`, body);
  const send = (provider: string, body: string, headers: InjectOptions['headers'], slug = tenant.slug) =>
    api.inject({ method: 'POST', url: `/v1/ingest/${slug}/purchases/${provider}`, payload: body, headers });
  await put('products/premium', premium);
  await put('payment-providers/stripe', { webhookSecret });
  await put('payment-providers/app-store', { bundleId, sandbox: false, rootCertificate: storeRoot });
  return {
    tenant,
    admin,
    put,
    send,
    /** Delivers events of Stripe, one after the other, as often as given. */
    async deliver(...bodies: string[]) {
      for (const body of bodies) {
        const { statusCode, body: told } = await send('stripe', body, stripeHeaders(body));
        expect([statusCode, told]).toEqual([204, '']);
      }
    },
    /** Delivers notifications of the App Store about a transaction. */
    async notify(...notification: Parameters<typeof notificationOf>) {
      const body = await notificationOf(...notification);
      expect((await send('app-store', body, { 'content-type': 'application/json' })).statusCode).toBe(204);
    },
  };
}

export type SellingTenant = Awaited<ReturnType<typeof sellingTenant>>;

export const purchasesOf = async (api: TestApp, { token }: SignedIn) =>
  (await callAs(api, token, 'GET', '/v1/journal/purchases')).json().data;

export const premiumOf = async (api: TestApp, { token }: SignedIn) =>
  (await callAs(api, token, 'GET', '/v1/journal/entitlements')).json().premium;

/** The events of one subscription with Stripe, in their order: what a checkout and a first month give. */
export function subscriptionOf(userId: string) {
  const [id, invoiceId, payment] = [`sub_${newId()}`, `in_${newId()}`, `pi_${newId()}`];
  const lines = { data: [{ price: { id: 'price_month' }, period: { end: now + month } }] };
  const paid = { id: invoiceId, subscription: id, lines, amount_paid: 499, currency: 'eur', payment_intent: payment };
  return {
    checkout: stripeEvent('checkout.session.completed', {
      ...{ id: `cs_${newId()}`, mode: 'subscription', subscription: id, client_reference_id: userId },
    }),
    invoice: stripeEvent('invoice.paid', { ...paid, status_transitions: { paid_at: now } }),
    renewal: stripeEvent('invoice.paid', {
      ...{ ...paid, id: `in_${newId()}`, payment_intent: `pi_${newId()}` },
      ...{ lines: { data: [{ price: { id: 'price_month' }, period: { end: now + 2 * month } }] } },
    }),
    refund: stripeEvent('charge.refunded', { id: 'ch_1', payment_intent: payment, refunded: true }),
    partialRefund: stripeEvent('charge.refunded', { id: 'ch_1', payment_intent: payment, refunded: false }),
    ended: stripeEvent('customer.subscription.deleted', { id, status: 'canceled', ended_at: now - 60 }),
  };
}
