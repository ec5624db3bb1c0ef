import { newId } from '#platform/ids';
import * as pay from '../../support/payments.js';
import * as q from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

const url = '/v1/journal';
const day = new Date().toISOString().slice(0, 10);
const [lock, history, bySlug] = ['journal.journals.lock', 'journal.sync.database-history', 'tenants.tenants.by-slug'];
const entry = { day, mood: 7, reflection: 'A calm day.' };
const contents = {
  entries: entry,
  addictions: { kind: 'alcohol', start: '2026-01-15', name: 'Wine' },
  relapses: { addictionId: newId(), day: '2026-03-08' },
  reminders: { time: '08:30', weekdays: [1, 3] },
};
type Noun = keyof typeof contents;
const read = (noun: Noun) => `${lock} journal.deletions.of journal.${noun}.by-id`;

/** Somebody with a record. */
const holder = (noun: Noun) => async (shop: Shop) => {
  const { token: caller } = await shop.admin();
  return { caller, id: (await shop.ask<{ id: string }>(caller, `${url}/${noun}`, contents[noun])).id };
};
/** The same, about to write another one. */
const writer = (noun: Noun) => async (shop: Shop) => {
  const { caller } = await holder(noun)(shop);
  return { caller, id: undefined };
};
/** The statements of records of one kind; deleted with others before. */
const records = (noun: Noun, others = '') =>
  q.counts(holder(noun), {
    [`GET ${url}/${noun}/{id}`]: `journal.${noun}.by-id`,
    [`PUT ${url}/${noun}/{id}`]: `${read(noun)} journal.deletions.forget journal.${noun}.write`,
    [`DELETE ${url}/${noun}/{id}`]: `${read(noun)} ${others} journal.${noun}.delete journal.deletions.insert`,
  });
const file = (address: string) =>
  ({ method: 'PUT', url: address, payload: 'a picture', headers: { 'content-type': 'image/png' } }) as const;
/** Somebody with an entry, a file of it, and what sends that. */
async function attaching(shop: Shop) {
  const [{ caller, id: of }, id] = [await holder('entries')(shop), newId()];
  return { caller, entry: of, id, sends: q.as(caller, file(`${url}/entries/${of}/attachments/${id}`)) };
}
async function attached(shop: Shop) {
  const given = await attaching(shop);
  await shop.api.inject(given.sends);
  return given;
}
/** Somebody of a tenant that sells a month, with both payment providers. */
async function buyer(shop: Shop) {
  const { id, token } = await shop.admin();
  const named = { nameEn: 'Premium', nameFr: 'Premium', priceMinor: 499, currency: 'EUR', period: 'month' };
  const product = { ...named, onSale: true, appStoreId: 'org.example.journal.premium' };
  const appStore = { bundleId: pay.bundleId, sandbox: false, rootCertificate: pay.storeRoot };
  for (const request of [
    q.put(`${url}/products/premium`, product),
    q.put(`${url}/payment-providers/app-store`, appStore),
    q.put(`${url}/payment-providers/stripe`, { webhookSecret: pay.webhookSecret }),
  ])
    await shop.api.inject(q.as(token, request));
  return { id, token };
}

const inZone = `${bySlug} ${lock} journal.profiles.clock`;
const premium = 'journal.purchases.entitlement';
const room = 'journal.attachments.room';
const keeps = `${q.keepsFile} ${lock} journal.attachments.lock-room`;
const opened = 'journal.payment-providers.all journal.payment-events.lock journal.payment-references.of';
const paid = 'journal.payment-references.add journal.products.named journal.purchases.write';
const waiting = 'journal.payment-events.waiting';
const since = `journal.deletions.since journal.entries.changed journal.addictions.changed journal.relapses.changed`;
const known = 'journal.deletions.of journal.entries.by-id journal.deletions.of journal.relapses.by-id';

export const queryCounts: q.QueryCounts = {
  ...records('entries'),
  ...records('addictions', 'journal.relapses.of-addictions'),
  ...records('relapses'),
  'POST /v1/journal/entries': async (shop) => {
    const request = q.as((await shop.admin()).token, q.post(`${url}/entries`, entry));
    const first = `${read('entries')} person-keys.insert journal.journals.open ${read('entries')} journal.entries.write`;
    return [q.call(request, first), q.call(request, 'journal.entries.create')];
  },
  ...q.counts(writer('addictions'), {
    'POST /v1/journal/addictions': `${read('addictions')} journal.addictions.write`,
  }),
  ...q.counts(writer('relapses'), { 'POST /v1/journal/relapses': `${read('relapses')} journal.relapses.write` }),
  ...q.counts(holder('reminders'), {
    'POST /v1/journal/reminders': `${inZone} journal.reminders.insert`,
    'PUT /v1/journal/reminders/{id}': `${inZone} journal.reminders.update`,
    'DELETE /v1/journal/reminders/{id}': 'journal.reminders.delete',
  }),
  'PUT /v1/journal/entries/{entry}/attachments/{id}': async (shop) => {
    const { sends } = await attaching(shop);
    const first = `${room} ${premium} ${q.reservesRoom} ${keeps} ${premium} journal.attachments.insert ${q.endsRoom}`;
    const again = `${room} ${q.reservesRoom} ${keeps} storage.blobs.release journal.attachments.by-id`;
    return [q.call(sends, `${first} ${q.takesQuota}`), q.call(sends, `${again} ${q.deletesFiles} ${q.endsRoom}`)];
  },
  ...q.counts(attached, {
    'GET /v1/journal/entries/{entry}/attachments/{id}': 'journal.attachments.by-id',
    'DELETE /v1/journal/entries/{entry}/attachments/{id}': `${lock} journal.attachments.delete storage.blobs.release
      ${q.deletesFiles}`,
  }),
  ...q.counts(q.nothing, {
    'GET /v1/journal/profile': 'journal.profiles.in-force',
    'GET /v1/journal/progress': `journal.profiles.calendar ${bySlug} journal.progress.of-person`,
    'GET /v1/journal/entitlements': premium,
  }),
  'PUT /v1/journal/profile': async (shop) => {
    const { token } = await shop.admin();
    const change = (version: number, timeZone?: string) =>
      q.as(token, q.ofVersion(version, q.put(`${url}/profile`, { nickname: 'Sam', timeZone })));
    const written = `${lock} journal.profiles.in-force journal.profiles.write`;
    return [
      q.call(change(0), `${bySlug} ${lock} person-keys.insert journal.journals.open ${written}`),
      q.call(change(1), `${bySlug} ${written}`),
      q.call(change(2, 'Europe/London'), `${written} journal.reminders.lock-all`),
    ];
  },
  'POST /v1/journal/purchases': async (shop) => {
    const { id, token } = await buyer(shop);
    const receipt = await pay.signedByStore(pay.transactionOf(id));
    const request = q.as(token, q.post(`${url}/purchases`, { provider: 'app-store', receipt }));
    const reads = `${waiting} journal.purchases.of-transaction`;
    return [q.call(request, `${opened} ${paid} ${q.traces} ${reads}`), q.call(request, `${opened} ${paid} ${reads}`)];
  },
  'POST /v1/ingest/{tenant}/purchases/{provider}': async (shop) => {
    const { id } = await buyer(shop);
    const metadata = { sku: 'premium' };
    const session = { id: 'cs_1', mode: 'payment', payment_intent: 'pi_1', client_reference_id: id, metadata };
    const payload = pay.stripeEvent('checkout.session.completed', session);
    const address = `/v1/ingest/${shop.slug}/purchases/stripe`;
    const request = { method: 'POST', url: address, payload, headers: pay.stripeHeaders(payload) } as const;
    const receives = `${opened} journal.payment-events.receive`;
    return [q.call(request, `${receives} ${paid} ${q.traces} ${waiting}`), q.call(request, receives)];
  },
  'POST /v1/journal/sync': async (shop) => {
    const { caller } = await holder('entries')(shop);
    const created = (kind: string, content: object) => ({
      changeId: newId(),
      kind,
      id: newId(),
      baseVersion: 0,
      content,
    });
    const fifty = (make: () => object) => Array.from({ length: 50 }, make);
    const changes = [
      ...fifty(() => created('entry', { day })),
      ...fifty(() => created('relapse', { day, addictionId: newId() })),
    ];
    const many = q.as(caller, q.post(`${url}/sync`, { changes }));
    const applied = `${history} ${lock} journal.applied-changes.of ${known}`;
    const writes = 'journal.applied-changes.insert journal.entries.write journal.relapses.write';
    // As many for a hundred changes as for two.
    return [
      q.call(q.as(caller, q.post(`${url}/sync`, {})), `${history} journal.journals.in-force ${since}`),
      q.call(many, `${applied} ${writes} ${since}`),
      q.call(many, `${applied} ${since}`),
    ];
  },
};
