import { JobControl } from '#platform/jobs';
import * as q from '../../../support/query-counts.js';
import type { Shop } from '../../../support/shop.js';

const fullRow = "bullmq.A-job's-full-row";
const state = "bullmq.A-job's-state-and-priority";
const listed = 'bullmq.Job-ids-in-a-state,-sliced-by-[start,-end]';
const runAgain = 'bullmq.Re-queue-a-finished-job-(failed/completed)-back-to-wait';
const audit = 'audit.lines.insert';

export const background = [
  ...['degradation.present', 'degradation.changes.lock', 'degradation.changes.write-sensed', 'flags.all'],
  // Notifications after a commit, and the first use of a queue.
  ...['bullmq.SELECT-pg_notify', 'bullmq.Upsert-queue-metadata'],
];

export const growingLists = {
  'GET /v1/platform/queues': 'each queue on the page is counted',
  'GET /v1/platform/jobs': 'BullMQ reads the jobs one by one',
};

/** Some queue. The calls that read all jobs of a queue each have one of their own. */
const queueOf = ({ api }: Shop, n: number) => api.app.get(JobControl).names()[n] as string;
const job =
  (state: 'failed' | 'waiting', n = 0) =>
  async (shop: Shop) => {
    const queue = queueOf(shop, n);
    return { queue, state, id: await shop.job(queue, state) };
  };
const operation = (state: string) => async (shop: Shop) => ({
  caller: shop.operator,
  id: await shop.operation(state),
});
const deadLetter = async (shop: Shop) => ({ id: await shop.deadLetter() });
const url = '/v1/webhooks';
/** An admin whose tenant has a webhook, to which a message is on its way. */
async function hooked(shop: Shop) {
  const { token: caller } = await shop.admin();
  const wish = { url: 'https://hooks.example/', events: ['auth.member.joined'] };
  const { id } = await shop.ask<{ id: string }>(caller, url, wish);
  const message = await shop.ask<{ id: string }>(caller, `${url}/${id}/test`, {});
  return { caller, id, deliveryId: message.id };
}
const takesTurn = 'webhooks.turns.lock webhooks.endpoints.lock';

export const queryCounts: q.QueryCounts = {
  ...q.counts(q.nothing, {
    'GET /v1/platform/degradation': 'degradation.changes.last',
    // In memory.
    'GET /v1/platform/flags/{name}': '',
    'GET /v1/platform/flags/{name}/changes': 'audit.target.list.kind.target.-at.near',
    'POST /v1/webhooks': `webhooks.endpoints.lock-all webhooks.endpoints.count webhooks.endpoints.insert ${audit}`,
    'GET /v1/webhooks/events': '',
  }),
  ...q.counts(() => ({ level: 0 }), {
    'PUT /v1/platform/degradation': `degradation.set degradation.changes.write ${audit}`,
  }),
  ...q.counts(
    async (shop) => {
      const read = await shop.ask<{ version: number }>(shop.operator, '/v1/platform/flags/catalog.tags');
      // Others need the flag.
      return { ifMatch: read.version, payload: '{"enabled": true}' };
    },
    { 'PUT /v1/platform/flags/{name}': `flags.lock flags.by-name flags.write ${audit}` },
  ),
  ...q.counts(deadLetter, {
    'GET /v1/platform/events/{id}': 'events.dead-letters.find',
    'POST /v1/platform/events/{id}/retry': `events.dead-letters.find events.dead-letters.take events.inbox.forget
      outbox.insert ${audit}`,
  }),
  'GET /v1/platform/queues': (shop) => {
    // Of each queue; one more than requested is read.
    const ofQueue = `jobs.queues.front bullmq.Job-counts-by-state-for-a-queue ${listed}`;
    const request = q.as(shop.operator, q.get('/v1/platform/queues?limit=1'));
    return [{ ...q.call(request, `${ofQueue} ${ofQueue}`), atOnce: true }];
  },
  ...q.counts(job('failed', 1), {
    'POST /v1/platform/queues/{queue}/retry': `${listed} ${fullRow} ${audit} ${runAgain}`,
  }),
  ...q.counts(job('failed', 2), { 'GET /v1/platform/jobs': `${listed} ${fullRow}` }),
  ...q.counts(job('failed'), {
    'GET /v1/platform/jobs/{queue}/{id}': `${fullRow} ${state}`,
    'POST /v1/platform/jobs/{queue}/{id}/retry': `${fullRow} ${state} ${audit} ${runAgain} ${fullRow} ${state}`,
  }),
  ...q.counts(job('waiting'), {
    'POST /v1/platform/jobs/{queue}/{id}/cancel': `${fullRow} ${state} ${audit} bullmq.Remove-a-job-(and-optionally-its-children)`,
  }),
  ...q.counts(operation('succeeded'), {
    'GET /v1/operations/{id}': 'operations.found-by',
    'GET /v1/operations/{id}/events': 'operations.found-by',
  }),
  ...q.counts(operation('queued'), {
    'POST /v1/operations/{id}/cancel': `operations.found-by operations.ask-to-stop ${fullRow}`,
  }),
  'PATCH /v1/webhooks/{id}': async (shop) => {
    const { caller, id } = await hooked(shop);
    const change = (version: number, body: object) => q.as(caller, q.ofVersion(version, q.patch(`${url}/${id}`, body)));
    const changes = `${takesTurn} webhooks.endpoints.change ${audit}`;
    return [
      q.call(change(1, { description: 'Chat' }), changes),
      q.call(change(2, { disabled: false }), `${changes} webhooks.turns.take`),
    ];
  },
  ...q.counts(hooked, {
    'GET /v1/webhooks/{id}': 'webhooks.endpoints.by-id',
    'DELETE /v1/webhooks/{id}': `${takesTurn} webhooks.deliveries.delete-ended webhooks.endpoints.delete
      webhooks.turns.forget ${audit}`,
    'POST /v1/webhooks/{id}/rotate-secret': `webhooks.endpoints.lock webhooks.endpoints.rotate-secret ${audit}`,
    'POST /v1/webhooks/{id}/test': `${takesTurn} webhooks.turns.take webhooks.deliveries.insert webhooks.deliveries.by-id`,
    'GET /v1/webhooks/{id}/deliveries/{deliveryId}': 'webhooks.deliveries.by-id',
    'POST /v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': `webhooks.turns.take webhooks.endpoints.lock
      webhooks.deliveries.send-again ${audit}`,
  }),
};
