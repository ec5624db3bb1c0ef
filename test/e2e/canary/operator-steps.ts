import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { JobControl, Jobs } from '#platform/jobs';
import { Tenants } from '#tenants';
import { Shop } from '../../support/shop.js';
import { runSql } from '../../support/sql.js';
import { until } from '../../support/until.js';
import { hand, work } from '../../support/work.js';
import type { Step, Walk } from './walk.js';

const queue = work.name;
const flag = { name: 'catalog.tags' };
const asRead = async (walk: Walk, operation: string, path: Readonly<Record<string, string>>) =>
  Number((await walk.call(operation, { path })).json().version);
const addJob = ({ api, shop: { id: tenantId } }: Walk, does: 'break' | 'wait' | 'nothing') =>
  api.app.get(Database).transaction({ tenantId }, (tx) => api.app.get(Jobs).add(tx, work, { tenantId, does }));
/** Once so many jobs are in a state. */
const counts = ({ api }: Walk, state: 'failed' | 'waiting', jobs: number) =>
  until(async () => (await api.app.get(JobControl).count(queue, state)) === jobs);

/** A dead letter with an event about the canary. */
async function deadLetter({ api, shop, canary }: Walk): Promise<string> {
  const id = newId();
  await runSql(
    api.database.adminUrl,
    `INSERT INTO platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data, occurred_at, tries, error_code, error_message)
     VALUES ('${shop.id}', '${id}', '${newId()}', 'test.ledger', 'auth.user.registered', 1, '${canary.ids.member}',
       '${JSON.stringify({ userId: canary.ids.member, role: 'member' })}', now(), 5, 'Error', 'no')`,
  );
  return id;
}

/** What an operator does with tenants and their access. */
export const governing: Readonly<Record<string, Step>> = {
  'GET /v1/platform/products': () => ({}),
  'POST /v1/platform/tenants': ({ shop, canary, seen }) => {
    seen.tenant = `${shop.slug}-2`;
    const branding = { displayName: `Lumière ${canary.text}`, logoUrl: `https://logo.example/${canary.text}.svg` };
    return { body: { slug: seen.tenant, timeZone: 'Europe/Paris', branding } };
  },
  'GET /v1/platform/tenants': ({ canary }) => ({ query: { search: canary.text } }),
  'GET /v1/platform/tenants/{slug}': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'PATCH /v1/platform/tenants/{slug}': async (walk) => {
    const path = { slug: walk.seen.tenant ?? '' };
    const version = await asRead(walk, 'GET /v1/platform/tenants/{slug}', path);
    return { path, version, body: { timeZone: 'Europe/Paris', branding: undefined } };
  },
  'POST /v1/platform/tenants/{slug}/suspend': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'GET /v1/platform/tenants/{slug}/usage': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'GET /v1/platform/tenants/{slug}/metering': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'DELETE /v1/platform/tenants/{slug}': async (walk) => {
    const path = { slug: walk.seen.tenant ?? '' };
    return { path, version: await asRead(walk, 'GET /v1/platform/tenants/{slug}', path) };
  },
  'POST /v1/platform/tenants/{slug}/undelete': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'POST /v1/platform/tenants/{slug}/resume': ({ seen }) => ({ path: { slug: seen.tenant ?? '' } }),
  'POST /v1/platform/tenants/{slug}/purge': async ({ api, seen }) => {
    const { slug } = await Shop.open(api);
    await api.app.get(Tenants).delete(slug, undefined, 0);
    seen.purged = slug;
    return { path: { slug } };
  },
  'GET /v1/platform/tenants/{slug}/purge': ({ seen }) => ({ path: { slug: seen.purged ?? '' } }),
  'POST /v1/platform/auth/invitations': ({ shop }) => ({
    body: { email: 'guest-3@palier.example', role: 'member', tenant: shop.slug },
  }),
  'GET /v1/platform/auth/sessions': ({ shop, canary }) => ({
    query: { tenant: shop.slug, user: canary.ids.member ?? '' },
  }),
  'DELETE /v1/platform/auth/sessions': async (walk) => ({
    query: { tenant: walk.shop.slug, user: await walk.somebody() },
  }),
  'GET /v1/platform/auth/regions': () => ({}),
  'GET /v1/platform/auth/shards': () => ({}),
};

/** What an operator does with the deployment. */
export const operatingAll: Readonly<Record<string, Step>> = {
  'GET /v1/platform/flags': () => ({}),
  'GET /v1/platform/flags/{name}': () => ({ path: flag }),
  'PUT /v1/platform/flags/{name}': async (walk) => ({
    path: flag,
    version: await asRead(walk, 'GET /v1/platform/flags/{name}', flag),
  }),
  'GET /v1/platform/flags/{name}/changes': () => ({ path: flag }),
  'GET /v1/platform/degradation': () => ({}),
  'PUT /v1/platform/degradation': () => ({ body: { level: 0 } }),
  'GET /v1/platform/audit': () => ({}),
  'GET /v1/platform/events': () => ({}),
  'GET /v1/platform/events/{id}': async (walk) => {
    walk.seen.letter = await deadLetter(walk);
    return { path: { id: walk.seen.letter } };
  },
  'POST /v1/platform/events/{id}/retry': ({ seen }) => ({ path: { id: seen.letter ?? '' } }),
  'GET /v1/platform/queues': () => ({}),
  'GET /v1/platform/jobs': async (walk) => {
    walk.seen.job = await addJob(walk, 'break');
    await counts(walk, 'failed', 1);
    return { query: { queue, state: 'failed' } };
  },
  'GET /v1/platform/jobs/{queue}/{id}': ({ seen }) => ({ path: { queue, id: seen.job ?? '' } }),
  'POST /v1/platform/jobs/{queue}/{id}/retry': (walk) => ({
    path: { queue, id: walk.seen.job ?? '' },
    after: () => counts(walk, 'failed', 1),
  }),
  'POST /v1/platform/queues/{queue}/retry': (walk) => ({
    path: { queue },
    after: () => counts(walk, 'failed', 1),
  }),
  'POST /v1/platform/jobs/{queue}/{id}/cancel': async (walk) => {
    const running = await addJob(walk, 'wait');
    await hand.waits(running);
    const id = await addJob(walk, 'nothing');
    await counts(walk, 'waiting', 1);
    return { path: { queue, id }, after: () => hand.letGo(running) };
  },
};
