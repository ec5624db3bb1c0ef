// Real: the whole API and its workers, PostgreSQL, people who sign in, signatures. Faked: the App Store and Stripe, whose
// events the tests sign; the time, which SQL sets back.
import { newId } from '#platform/ids';
import { auditLines } from '../../../test/support/audit-lines.js';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { type EventStream, openEventStream } from '../../../test/support/event-stream.js';
import { stripeEvent, stripeHeaders, transactionOf, webhookSecret } from '../../../test/support/payments.js';
import {
  now,
  premium,
  purchasesOf,
  type SellingTenant,
  sellingTenant,
  subscriptionOf,
} from '../../../test/support/selling-tenant.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let seller: SellingTenant;
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  seller = await sellingTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, seller.tenant, 'member');
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

describe('an event', () => {
  it('that is delivered twice at once changes something once', async () => {
    const { checkout, invoice } = subscriptionOf(person.id);
    await seller.deliver(checkout);
    const answers = await Promise.all([1, 2, 3, 4].map(() => seller.send('stripe', invoice, stripeHeaders(invoice))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204, 204, 204]);
    const [purchase, ...others] = await purchasesOf(api, person);
    expect(others).toEqual([]);
    const lines = await sql<{ action: string; actor_kind: string; actor_id: string }>(
      `select action, actor_kind, actor_id from ${auditLines} where target_id = '${purchase?.id}'`,
    );
    const action = 'journal.purchase.changed';
    expect(lines).toEqual([{ action, actor_kind: 'event', actor_id: JSON.parse(invoice).id }]);
  });

  it('with an id that was received changes nothing, whatever it says', async () => {
    const { checkout, invoice, renewal } = subscriptionOf(person.id);
    await seller.deliver(checkout, invoice);
    await seller.deliver(JSON.stringify({ ...JSON.parse(renewal), id: JSON.parse(invoice).id }));
    expect(await purchasesOf(api, person)).toHaveLength(1);
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ['without a signature', () => ({ 'content-type': 'application/json' })],
    ['signed with another secret', (body) => stripeHeaders(body, 'whsec_of_somebody_else')],
    ['signed for another body', (body) => stripeHeaders(`${body} `)],
    ['signed six minutes ago', (body) => stripeHeaders(body, webhookSecret, now - 360)],
    // From this moment: `now` is of when the first file of this worker began, maybe an hour ago.
    ['signed in an hour', (body) => stripeHeaders(body, webhookSecret, Math.floor(Date.now() / 1000) + 3600)],
    [
      'with a time that was not signed',
      (body) => {
        const { 'stripe-signature': old } = stripeHeaders(body, webhookSecret, now - 360);
        return { 'content-type': 'application/json', 'stripe-signature': old.replace(/^t=\d+/, `t=${now}`) };
      },
    ],
    [
      'with half a signature',
      (body) => {
        const headers = stripeHeaders(body);
        return { ...headers, 'stripe-signature': headers['stripe-signature'].slice(0, -32) };
      },
    ],
  ])('is refused %s', async (_, headers) => {
    const { checkout, invoice } = subscriptionOf(person.id);
    await seller.deliver(checkout);
    const answer = await seller.send('stripe', invoice, headers(invoice));
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'event_not_signed']);
    expect(await purchasesOf(api, person)).toEqual([]);
    expect(answer.json().detail).not.toContain(webhookSecret);
  });

  it('is taken with one good signature of two, as while a secret is replaced', async () => {
    const { checkout } = subscriptionOf(person.id);
    const headers = stripeHeaders(checkout);
    const signature = headers['stripe-signature'].replace('v1=', `v0=00,v1=${'0'.repeat(64)},v1=`);
    expect((await seller.send('stripe', checkout, { ...headers, 'stripe-signature': signature })).statusCode).toBe(204);
  });

  it('of a type that changes nothing is acknowledged', async () => {
    await seller.deliver(
      stripeEvent('customer.created', { id: 'cus_1' }),
      stripeEvent('invoice.paid', { id: 'in_nothing' }),
    );
  });

  it('is refused for an unknown tenant or provider, and for one that is not set up', async () => {
    const { checkout } = subscriptionOf(person.id);
    const refused = async (provider: string, slug: string) => {
      const answer = await seller.send(provider, checkout, stripeHeaders(checkout), slug);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('stripe', 'no-such-tenant')).toEqual([404, 'tenant_not_found']);
    expect(await refused('paypal', seller.tenant.slug)).toEqual([404, 'payment_provider_not_found']);
    expect(await refused('stripe', (await freshTenant(api)).slug)).toEqual([400, 'event_not_signed']);
    const large = JSON.stringify({ large: 'x'.repeat(262_144) });
    expect((await seller.send('stripe', large, stripeHeaders(large))).statusCode).toBe(413);
  });

  it.each<[string, ('checkout' | 'invoice')[]]>([
    ['after', ['checkout', 'invoice']],
    ['before', ['invoice', 'checkout']],
  ])('of a product that comes later can be delivered again, where it came %s the checkout', async (_, order) => {
    const { refund, ...events } = subscriptionOf(person.id);
    const price = `price_${newId()}`;
    const [first, second] = order.map((name) => events[name].replaceAll('price_month', price)) as [string, string];
    await seller.deliver(refund, first, second);
    expect(await purchasesOf(api, person)).toEqual([]);
    const product = { ...premium, appStoreId: undefined, stripePriceId: price };
    expect((await seller.put('products/later', product)).statusCode).toBe(200);
    await seller.deliver(first, second);
    expect(await purchasesOf(api, person)).toMatchObject([{ sku: 'later', refundedAt: expect.any(String) }]);
  });

  it('is forgotten after 90 days', async () => {
    const { invoice } = subscriptionOf(person.id);
    await seller.deliver(invoice);
    const { id } = JSON.parse(invoice);
    const kept = () => sql(`select event from journal.payment_events where event_id = '${id}'`);
    expect(await kept()).toHaveLength(1);
    await sql(`update journal.payment_events set received_at = now() - interval '91 days' where event_id = '${id}'`);
    await enforceRetention(api.database.database);
    expect(await kept()).toEqual([]);
  });

  it('tells the devices of the person', async () => {
    const { checkout, invoice } = subscriptionOf(person.id);
    const url = await api.listen();
    const stream: EventStream = await openEventStream(`${url}/v1/events`, {
      authorization: `Bearer ${person.token}`,
    });
    try {
      await seller.deliver(checkout, invoice);
      expect(await stream.next()).toMatchObject({
        event: 'journal.entitlements.changed',
        data: { wrote: expect.anything() },
      });
    } finally {
      stream.abort();
    }
  });
});

describe('the list of events', () => {
  const listed = async (query = '', by = seller.admin) => {
    const answer = await callAs(api, by.token, 'GET', `/v1/journal/payment-events?limit=100${query}`);
    return answer.json();
  };
  const of = async (body: string) => (await listed()).data.find(({ id }: { id: string }) => id === JSON.parse(body).id);

  it('says of each what became of it and why, and nothing of persons', async () => {
    const { checkout, invoice, refund, partialRefund } = subscriptionOf(person.id);
    const unused = stripeEvent('customer.created', { id: 'cus_1', email: 'someone@example.org' });
    const price = `price_${newId()}`;
    const other = subscriptionOf(person.id);
    const unknown = other.invoice.replaceAll('price_month', price);
    await seller.deliver(unused, refund, partialRefund, checkout);
    expect(await of(refund)).toMatchObject({ state: 'waiting', reason: 'person_unknown', type: 'charge.refunded' });
    await seller.deliver(invoice, other.checkout, unknown);
    expect(await of(unused)).toEqual({
      ...{ id: JSON.parse(unused).id, provider: 'stripe', type: 'customer.created', state: 'ignored' },
      ...{ reason: 'type_unused', product: null, receivedAt: expect.any(String) },
    });
    expect(await of(partialRefund)).toMatchObject({ state: 'ignored', reason: 'no_purchase' });
    expect(await of(refund)).toMatchObject({ state: 'applied', reason: null });
    expect(await of(invoice)).toMatchObject({ state: 'applied', reason: null });
    expect(await of(unknown)).toMatchObject({ state: 'failed', reason: 'product_unknown', product: price });
    const failed = (await listed('&state=failed')).data;
    expect(failed.map(({ id }: { id: string }) => id)).toContain(JSON.parse(unknown).id);
    expect(new Set(failed.map(({ state }: { state: string }) => state))).toEqual(new Set(['failed']));
    const all = JSON.stringify(await listed());
    for (const text of ['someone@example.org', person.id]) expect(all).not.toContain(text);
    // Delivered again once the product is there, it is applied.
    await seller.put(`products/${newId()}`, { ...premium, appStoreId: undefined, stripePriceId: price });
    await seller.deliver(unknown);
    expect(await of(unknown)).toMatchObject({ state: 'applied', reason: null, product: null });
    expect(await purchasesOf(api, person)).toHaveLength(2);
  });

  it('says of an event that waited that the product is unknown', async () => {
    const { checkout, invoice } = subscriptionOf(person.id);
    const price = `price_${newId()}`;
    const late = invoice.replaceAll('price_month', price);
    await seller.deliver(late);
    expect(await of(late)).toMatchObject({ state: 'waiting', reason: 'person_unknown' });
    await seller.deliver(checkout);
    expect(await of(late)).toMatchObject({ state: 'failed', reason: 'product_unknown', product: price });
  });

  it('has the notifications of the App Store that do not count', async () => {
    const before = new Set((await listed()).data.map(({ id }: { id: string }) => id));
    await seller.notify({}, { notificationType: 'TEST', data: {} });
    await seller.notify(transactionOf(person.id, { environment: 'Sandbox' }));
    const added = (await listed()).data.filter(({ id }: { id: string }) => !before.has(id));
    const reasons = added.map(({ type, state, reason }: Record<string, string>) => [type, state, reason]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['TEST', 'ignored', 'type_unused'],
        ['DID_RENEW', 'ignored', 'sandbox'],
      ]),
    );
  });

  it('is for the administrators of the tenant alone', async () => {
    const answer = await callAs(api, person.token, 'GET', '/v1/journal/payment-events');
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    await seller.deliver(subscriptionOf(person.id).invoice);
    const other = await signedIn(api, await freshTenant(api), 'admin');
    expect((await listed('', other)).data).toEqual([]);
  });
});

it('payments of an erased person are kept without them, and later events are dropped', async () => {
  const { checkout, invoice, renewal, refund } = subscriptionOf(person.id);
  const transaction = transactionOf(person.id);
  await seller.deliver(checkout, invoice);
  await seller.notify(transaction);
  const [bought] = await purchasesOf(api, person);
  expect((await callAs(api, seller.admin.token, 'DELETE', `/v1/members/${person.id}`)).statusCode).toBe(204);
  const asked = await callAs(api, seller.admin.token, 'POST', `/v1/members/${person.id}/erasure`, { graceDays: 0 });
  expect(asked.statusCode).toBe(202);
  await until(
    async () =>
      (await sql(`select from platform.erasures where user_id = '${person.id}' and swept_at is not null`)).length > 0,
  );
  const left = () =>
    sql<{ user_id: string | null }>(
      `select user_id from journal.purchases where tenant_id = '${seller.tenant.id}' and (id = '${bought?.id}' or user_id = '${person.id}' or user_id is null)`,
    );
  expect(await left()).toEqual([{ user_id: null }, { user_id: null }]);
  // Of a new subscription the checkout names the person, for whom its invoice waited.
  const other = subscriptionOf(person.id);
  const later = [renewal, refund, other.invoice, other.checkout];
  await seller.deliver(...later);
  await seller.notify({ ...transaction, transactionId: newId() });
  expect(await left()).toEqual([{ user_id: null }, { user_id: null }]);
  const dropped = await callAs(
    ...([api, seller.admin.token, 'GET', '/v1/journal/payment-events?limit=100&state=ignored'] as const),
  );
  const reasons = new Map(dropped.json().data.map(({ id, reason }: Record<string, string>) => [id, reason]));
  expect(later.map((body) => reasons.get(JSON.parse(body).id))).toEqual(later.map(() => 'person_erased'));
  expect(await sql(`select from journal.payment_references where user_id = '${person.id}'`)).toEqual([]);
});
