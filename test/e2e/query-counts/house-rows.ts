import { apps, get, nobody, post, type Row, traces } from './row.js';

const tenants = '/v1/platform/tenants';
const purge = '/v1/platform/jobs/tenants.purge-tenant';
const tenant = { slug: 'other', name: 'Other', product: 'wistant', plan: 'free' };

/** Of stores, tenants and the ground. */
export const houseRows: readonly Row[] = [
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?limit=20`), ['catalog.apps.at.name']],
  [
    'GET /v1/stores/{tenant}/apps',
    get(`${apps}?page=2&sort=-createdAt`),
    ['catalog.apps.at.-createdAt', 'catalog.apps.total'],
  ],
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?tag=odd`), ['catalog.apps.tagged-at.name']],
  [
    'GET /v1/stores/{tenant}/apps',
    get(`${apps}?tag=odd&page=1`),
    ['catalog.apps.tagged-at.name', 'catalog.tags.count'],
  ],
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?limit=20`), []],
  ['GET /v1/stores/{tenant}/apps/{slug}', get(`${apps}/sample-1`), ['catalog.apps.by-slug']],
  ['GET /v1/stores/{tenant}/apps/{slug}', get(`${apps}/nowhere`), ['catalog.apps.by-slug']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags'), ['catalog.tags.at.-apps']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags?page=1'), ['catalog.tags.at.-apps', 'catalog.tags.total']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags'), []],
  ['POST /v1/platform/tenants', post(tenants, tenant), ['tenants.tenants.insert', ...traces]],
  ['GET /v1/platform/tenants', get(tenants), ['tenants.list.name.offset']],
  [
    'GET /v1/platform/tenants',
    get(`${tenants}?plan=free&page=1`),
    ['tenants.list.plan.name.offset', 'tenants.total.plan'],
  ],
  ['GET /v1/platform/tenants/{slug}', get(`${tenants}/other`), ['tenants.tenants.by-slug']],
  [
    'PATCH /v1/platform/tenants/{slug}',
    { method: 'PATCH', url: `${tenants}/other`, headers: { 'if-match': '"v1"' }, payload: { name: 'New' } },
    ['tenants.tenants.update', ...traces],
  ],
  [
    'POST /v1/platform/tenants/{slug}/suspend',
    post(`${tenants}/other/suspend`),
    ['tenants.tenants.suspend', ...traces],
  ],
  ['POST /v1/platform/tenants/{slug}/resume', post(`${tenants}/other/resume`), ['tenants.tenants.resume', ...traces]],
  [
    'DELETE /v1/platform/tenants/{slug}',
    { method: 'DELETE', url: `${tenants}/other`, headers: { 'if-match': '"v4"' } },
    ['tenants.tenants.delete', ...traces],
  ],
  [
    'POST /v1/platform/tenants/{slug}/undelete',
    post(`${tenants}/other/undelete`),
    ['tenants.tenants.undelete', ...traces],
  ],
  ['POST /v1/platform/tenants/{slug}/purge', post(`${tenants}/other/purge`), ['tenants.tenants.by-slug']],
  [
    'GET /v1/platform/tenants/{slug}/purge',
    get(`${tenants}/other/purge`),
    ['tenants.tenants.by-slug', 'tenants.purges.of-tenant'],
  ],
  [
    'GET /v1/platform/tenants/{slug}/usage',
    get(`${tenants}/other/usage`),
    ['tenants.tenants.by-slug', 'tenants.usage.all'],
  ],
  [
    'GET /v1/platform/tenants/{slug}/metering',
    get(`${tenants}/other/metering`),
    ['tenants.tenants.by-slug', 'tenants.metering.of-month'],
  ],
  ['GET /v1/operations', get('/v1/operations'), ['operations.list.at']],
  [
    'GET /v1/operations',
    get('/v1/operations?state=failed&page=1'),
    ['operations.list.state.at', 'operations.total.state'],
  ],
  ['GET /v1/operations/{id}', get(`/v1/operations/${nobody}`), ['operations.by-id']],
  ['GET /v1/operations/{id}/events', get(`/v1/operations/${nobody}/events`), ['operations.by-id']],
  ['POST /v1/operations/{id}/cancel', post(`/v1/operations/${nobody}/cancel`), ['operations.by-id']],
  ['GET /v1/platform/audit', get('/v1/platform/audit?limit=5'), ['audit.list']],
  [
    'GET /v1/platform/audit',
    get('/v1/platform/audit?tenant=shop&action=test.none&page=1'),
    ['audit.list.action', 'audit.total.action'],
  ],
  ['GET /v1/platform/queues', get('/v1/platform/queues?limit=1'), ['jobs.queues.front', 'jobs.queues.front']],
  ['POST /v1/platform/queues/{queue}/retry', post('/v1/platform/queues/tenants.purge-tenant/retry'), []],
  ['GET /v1/platform/jobs', get('/v1/platform/jobs?queue=tenants.purge-tenant&state=failed'), []],
  ['GET /v1/platform/jobs/{queue}/{id}', get(`${purge}/${nobody}`), []],
  ['POST /v1/platform/jobs/{queue}/{id}/retry', post(`${purge}/${nobody}/retry`), []],
  ['POST /v1/platform/jobs/{queue}/{id}/cancel', post(`${purge}/${nobody}/cancel`), []],
  ['GET /v1/platform/flags', get('/v1/platform/flags'), []],
  ['GET /v1/platform/flags/{name}', get('/v1/platform/flags/catalog.tags'), []],
  [
    'PUT /v1/platform/flags/{name}',
    {
      method: 'PUT',
      url: '/v1/platform/flags/catalog.tags',
      headers: { 'if-match': '"v0"' },
      payload: { enabled: true },
    },
    ['flags.lock', 'flags.by-name', 'flags.write', 'audit.lines.insert'],
  ],
  ['GET /v1/platform/events', get('/v1/platform/events'), ['events.set-aside.list']],
  ['GET /v1/platform/events', get('/v1/platform/events?page=1'), ['events.set-aside.list', 'events.set-aside.count']],
  ['GET /v1/platform/events/{id}', get(`/v1/platform/events/${nobody}`), ['events.set-aside.find']],
  ['POST /v1/platform/events/{id}/retry', post(`/v1/platform/events/${nobody}/retry`), ['events.set-aside.find']],
  ['GET /v1/platform/degradation', get('/v1/platform/degradation'), []],
  [
    'PUT /v1/platform/degradation',
    { method: 'PUT', url: '/v1/platform/degradation', payload: { level: 0 } },
    ['degradation.set', 'audit.lines.insert'],
  ],
];
