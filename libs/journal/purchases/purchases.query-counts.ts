import {
  bundleId,
  signedByStore,
  storeRoot,
  stripeEvent,
  stripeHeaders,
  transactionOf,
  webhookSecret,
} from '../../../test/support/payments.js';
import { as, call, get, post, put, type QueryCounts, traces } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const product = {
  nameEn: 'Premium',
  nameFr: 'Premium',
  priceMinor: 499,
  currency: 'EUR',
  period: 'month',
  onSale: true,
};
const opened = ['journal.payment-providers.all', 'journal.payment-events.lock', 'journal.payment-references.of'];
const written = ['journal.payment-references.add', 'journal.products.named', 'journal.purchases.write'];
const waiting = 'journal.payment-events.waiting';

/** Somebody of a tenant that sells a month, with both payment providers. */
async function buyer(shop: Shop): Promise<{ id: string; token: string }> {
  const { id, token } = await shop.admin();
  for (const request of [
    put('/v1/journal/products/premium', { ...product, appStoreId: 'org.example.journal.premium' }),
    put('/v1/journal/payment-providers/app-store', { bundleId, sandbox: false, rootCertificate: storeRoot }),
    put('/v1/journal/payment-providers/stripe', { webhookSecret }),
  ])
    await shop.api.inject(as(token, request));
  return { id, token };
}

export const queryCounts: QueryCounts = {
  'POST /v1/journal/purchases': async (shop) => {
    const { id, token } = await buyer(shop);
    const receipt = await signedByStore(transactionOf(id));
    const request = as(token, post('/v1/journal/purchases', { provider: 'app-store', receipt }));
    const read = 'journal.purchases.of-transaction';
    return [
      call(request, ...opened, ...written, ...traces, waiting, read),
      call(request, ...opened, ...written, waiting, read),
    ];
  },
  'GET /v1/journal/entitlements': async (shop) => [
    call(as((await shop.admin()).token, get('/v1/journal/entitlements')), 'journal.purchases.entitlement'),
  ],
  'POST /v1/ingest/{tenant}/purchases/{provider}': async (shop) => {
    const { id } = await buyer(shop);
    const metadata = { sku: 'premium' };
    const session = { id: 'cs_1', mode: 'payment', payment_intent: 'pi_1', client_reference_id: id, metadata };
    const payload = stripeEvent('checkout.session.completed', session);
    const url = `/v1/ingest/${shop.slug}/purchases/stripe`;
    const request = { method: 'POST', url, payload, headers: stripeHeaders(payload) } as const;
    const receive = 'journal.payment-events.receive';
    return [call(request, ...opened, receive, ...written, ...traces, waiting), call(request, ...opened, receive)];
  },
};
