import type { Shop } from '../../support/shop.js';
import { as, type Call, type Case, get, ofVersion, post } from './call.js';

const queue = 'tenants.purge-tenant';
const jobs = `/v1/platform/jobs/${queue}`;
const fullRow = "bullmq: A job's full row";
const state = "bullmq: A job's state and priority";
const listed = 'bullmq: Job ids in a state, sliced by [start, end]';
const runAgain = 'bullmq: Re-queue a finished job (failed/completed) back to wait';

const byOperator = (shop: Shop, request: Call['request'], ...sends: readonly string[]): Call => ({
  request: as(shop.operator, request),
  sends,
});

export const operators: readonly Case[] = [
  [
    'GET /v1/operations',
    (shop) => [
      byOperator(shop, get('/v1/operations'), 'operations.list.-createdAt.at'),
      byOperator(
        shop,
        get('/v1/operations?state=failed&page=1'),
        'operations.list.state.-createdAt.at',
        'operations.total.state',
      ),
    ],
  ],
  [
    'GET /v1/operations/{id}',
    async (shop) => [byOperator(shop, get(`/v1/operations/${await shop.operation('succeeded')}`), 'operations.by-id')],
  ],
  [
    'GET /v1/operations/{id}/events',
    async (shop) => [
      byOperator(shop, get(`/v1/operations/${await shop.operation('succeeded')}/events`), 'operations.by-id'),
    ],
  ],
  [
    'POST /v1/operations/{id}/cancel',
    async (shop) => {
      const id = await shop.operation('queued');
      return [
        byOperator(shop, post(`/v1/operations/${id}/cancel`), 'operations.by-id', 'operations.ask-to-stop', fullRow),
      ];
    },
  ],
  [
    'GET /v1/platform/audit',
    (shop) => [
      byOperator(shop, get('/v1/platform/audit?limit=5'), 'audit.list'),
      byOperator(
        shop,
        get(`/v1/platform/audit?tenant=${shop.slug}&action=test.none&page=1`),
        'audit.list.action',
        'audit.total.action',
      ),
    ],
  ],
  [
    'GET /v1/platform/queues',
    // Three for each queue, and one more queue than requested.
    (shop) => {
      const ofQueue = ['jobs.queues.front', 'bullmq: Job counts by state for a queue', listed];
      const call = byOperator(shop, get('/v1/platform/queues?limit=1'), ...ofQueue, ...ofQueue);
      return [{ ...call, atOnce: true }];
    },
  ],
  [
    'POST /v1/platform/queues/{queue}/retry',
    async (shop) => {
      await shop.job('tenants.mark-stocks', 'failed');
      const request = post('/v1/platform/queues/tenants.mark-stocks/retry');
      return [byOperator(shop, request, listed, fullRow, 'audit.lines.insert', runAgain)];
    },
  ],
  [
    'GET /v1/platform/jobs',
    async (shop) => {
      await shop.job('tenants.find-due-purges', 'failed');
      const url = '/v1/platform/jobs?queue=tenants.find-due-purges&state=failed';
      // One more for each further job on the page.
      return [byOperator(shop, get(url), listed, fullRow)];
    },
  ],
  [
    'GET /v1/platform/jobs/{queue}/{id}',
    async (shop) => [byOperator(shop, get(`${jobs}/${await shop.job(queue, 'failed')}`), fullRow, state)],
  ],
  [
    'POST /v1/platform/jobs/{queue}/{id}/retry',
    async (shop) => {
      const request = post(`${jobs}/${await shop.job(queue, 'failed')}/retry`);
      return [byOperator(shop, request, fullRow, state, 'audit.lines.insert', runAgain, fullRow, state)];
    },
  ],
  [
    'POST /v1/platform/jobs/{queue}/{id}/cancel',
    async (shop) => {
      const request = post(`${jobs}/${await shop.job(queue, 'waiting')}/cancel`);
      const removed = 'bullmq: Remove a job (and optionally its children)';
      return [byOperator(shop, request, fullRow, state, 'audit.lines.insert', removed)];
    },
  ],
  ['GET /v1/platform/flags', (shop) => [byOperator(shop, get('/v1/platform/flags'))]],
  ['GET /v1/platform/flags/{name}', (shop) => [byOperator(shop, get('/v1/platform/flags/catalog.tags'))]],
  [
    'PUT /v1/platform/flags/{name}',
    async (shop) => {
      const url = '/v1/platform/flags/catalog.tags';
      const { version } = await shop.ask<{ version: number }>(shop.operator, url);
      const request = ofVersion(version, { method: 'PUT', url, payload: { enabled: true } });
      return [byOperator(shop, request, 'flags.lock', 'flags.by-name', 'flags.write', 'audit.lines.insert')];
    },
  ],
  [
    'GET /v1/platform/events',
    (shop) => [
      byOperator(shop, get('/v1/platform/events'), 'events.dead-letters.list'),
      byOperator(shop, get('/v1/platform/events?page=1'), 'events.dead-letters.list', 'events.dead-letters.count'),
    ],
  ],
  [
    'GET /v1/platform/events/{id}',
    async (shop) => [
      byOperator(shop, get(`/v1/platform/events/${await shop.deadLetter()}`), 'events.dead-letters.find'),
    ],
  ],
  [
    'POST /v1/platform/events/{id}/retry',
    async (shop) => {
      const request = post(`/v1/platform/events/${await shop.deadLetter()}/retry`);
      const goesBack = ['events.dead-letters.take', 'events.inbox.forget', 'outbox.insert', 'audit.lines.insert'];
      return [byOperator(shop, request, 'events.dead-letters.find', ...goesBack)];
    },
  ],
  ['GET /v1/platform/degradation', (shop) => [byOperator(shop, get('/v1/platform/degradation'))]],
  [
    'PUT /v1/platform/degradation',
    (shop) => [
      byOperator(
        shop,
        { method: 'PUT', url: '/v1/platform/degradation', payload: { level: 0 } },
        'degradation.set',
        'audit.lines.insert',
      ),
    ],
  ],
];
