import { JobControl } from '#platform/jobs';
import { as, call, get, post, type QueryCounts } from '../../../../test/support/query-counts.js';
import type { Shop } from '../../../../test/support/shop.js';

const fullRow = "bullmq: A job's full row";
const state = "bullmq: A job's state and priority";
const listed = 'bullmq: Job ids in a state, sliced by [start, end]';
const runAgain = 'bullmq: Re-queue a finished job (failed/completed) back to wait';

/** Notifications after a commit, and the first use of a queue. */
export const background = ['bullmq: SELECT pg_notify', 'bullmq: Upsert queue metadata'];

/** Some queue. The calls that read all jobs of a queue each have one of their own. */
const queueOf = ({ api }: Shop, n: number) => api.app.get(JobControl).names()[n] as string;

/** The URL of a job in a queue that no call reads as a whole. */
async function jobOf(shop: Shop, state: 'failed' | 'waiting', action = ''): Promise<string> {
  const queue = queueOf(shop, 0);
  return `/v1/platform/jobs/${queue}/${await shop.job(queue, state)}${action}`;
}

export const growingLists = {
  'GET /v1/platform/queues': 'each queue on the page is counted',
  'GET /v1/platform/jobs': 'BullMQ reads the jobs one by one',
};

export const queryCounts: QueryCounts = {
  'GET /v1/platform/queues': (shop) => {
    // Of each queue; one more than requested is read.
    const ofQueue = ['jobs.queues.front', 'bullmq: Job counts by state for a queue', listed];
    return [{ ...call(as(shop.operator, get('/v1/platform/queues?limit=1')), ...ofQueue, ...ofQueue), atOnce: true }];
  },
  'POST /v1/platform/queues/{queue}/retry': async (shop) => {
    const queue = queueOf(shop, 1);
    await shop.job(queue, 'failed');
    const request = as(shop.operator, post(`/v1/platform/queues/${queue}/retry`));
    return [call(request, listed, fullRow, 'audit.lines.insert', runAgain)];
  },
  'GET /v1/platform/jobs': async (shop) => {
    const queue = queueOf(shop, 2);
    await shop.job(queue, 'failed');
    return [call(as(shop.operator, get(`/v1/platform/jobs?queue=${queue}&state=failed`)), listed, fullRow)];
  },
  'GET /v1/platform/jobs/{queue}/{id}': async (shop) => [
    call(as(shop.operator, get(await jobOf(shop, 'failed'))), fullRow, state),
  ],
  'POST /v1/platform/jobs/{queue}/{id}/retry': async (shop) => {
    const request = as(shop.operator, post(await jobOf(shop, 'failed', '/retry')));
    return [call(request, fullRow, state, 'audit.lines.insert', runAgain, fullRow, state)];
  },
  'POST /v1/platform/jobs/{queue}/{id}/cancel': async (shop) => {
    const request = as(shop.operator, post(await jobOf(shop, 'waiting', '/cancel')));
    return [call(request, fullRow, state, 'audit.lines.insert', 'bullmq: Remove a job (and optionally its children)')];
  },
};
