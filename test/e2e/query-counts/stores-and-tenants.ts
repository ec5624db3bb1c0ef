import { Tenants } from '#tenants';
import type { Shop } from '../../support/shop.js';
import { as, type Call, type Case, get, ofVersion, post, remove, traces } from './call.js';

const tenants = '/v1/platform/tenants';
const mine = ({ slug }: Shop) => `${tenants}/${slug}`;

const byOperator = (shop: Shop, request: Call['request'], sends: readonly string[]): readonly Call[] => [
  { request: as(shop.operator, request), sends },
];

async function deleted(shop: Shop): Promise<void> {
  await shop.api.app.get(Tenants).delete(shop.slug, undefined, 0);
}

export const storesAndTenants: readonly Case[] = [
  [
    'GET /v1/stores/{tenant}/apps',
    async (shop) => {
      await shop.importApps(45);
      const apps = `/v1/stores/${shop.slug}/apps`;
      return [
        { request: get(`${apps}?limit=20`), sends: ['catalog.apps.list.name.at'] },
        {
          request: get(`${apps}?page=2&sort=-createdAt`),
          sends: ['catalog.apps.list.-createdAt.at', 'catalog.apps.total'],
        },
        { request: get(`${apps}?tag=odd`), sends: ['catalog.apps.list.tag.name.at'] },
        { request: get(`${apps}?tag=odd&page=1`), sends: ['catalog.apps.list.tag.name.at', 'catalog.apps.total.tag'] },
        { request: get(`${apps}?limit=20`), sends: [] },
      ];
    },
  ],
  [
    'GET /v1/stores/{tenant}/apps/{slug}',
    async (shop) => {
      await shop.importApps(2);
      const app = (slug: string) => get(`/v1/stores/${shop.slug}/apps/${slug}`);
      return [
        { request: app('sample-1'), sends: ['catalog.apps.by-slug'] },
        { request: app('nowhere'), sends: ['catalog.apps.by-slug'], refused: 'app_not_found' },
      ];
    },
  ],
  [
    'GET /v1/stores/{tenant}/tags',
    async (shop) => {
      await shop.importApps(2);
      const tags = `/v1/stores/${shop.slug}/tags`;
      return [
        { request: get(tags), sends: ['catalog.tags.list.-apps.at'] },
        { request: get(`${tags}?page=1`), sends: ['catalog.tags.list.-apps.at', 'catalog.tags.total'] },
        { request: get(tags), sends: [] },
      ];
    },
  ],
  [
    'POST /v1/platform/tenants',
    (shop) => {
      const tenant = { slug: `${shop.slug}-2`, name: 'Other', product: 'wistant', plan: 'free' };
      return byOperator(shop, post(tenants, tenant), ['tenants.tenants.insert', ...traces]);
    },
  ],
  [
    'GET /v1/platform/tenants',
    (shop) => [
      ...byOperator(shop, get(tenants), ['tenants.tenants.list.name.at']),
      ...byOperator(shop, get(`${tenants}?plan=free&page=1`), [
        'tenants.tenants.list.plan.name.at',
        'tenants.tenants.total.plan',
      ]),
    ],
  ],
  ['GET /v1/platform/tenants/{slug}', (shop) => byOperator(shop, get(mine(shop)), ['tenants.tenants.by-slug'])],
  [
    'PATCH /v1/platform/tenants/{slug}',
    (shop) =>
      byOperator(shop, ofVersion(1, { method: 'PATCH', url: mine(shop), payload: { name: 'New' } }), [
        'tenants.tenants.update',
        ...traces,
      ]),
  ],
  [
    'POST /v1/platform/tenants/{slug}/suspend',
    (shop) => byOperator(shop, post(`${mine(shop)}/suspend`), ['tenants.tenants.suspend', ...traces]),
  ],
  [
    'POST /v1/platform/tenants/{slug}/resume',
    async (shop) => {
      await shop.api.app.get(Tenants).suspend(shop.slug);
      return byOperator(shop, post(`${mine(shop)}/resume`), ['tenants.tenants.resume', ...traces]);
    },
  ],
  [
    'DELETE /v1/platform/tenants/{slug}',
    (shop) => byOperator(shop, ofVersion(1, remove(mine(shop))), ['tenants.tenants.delete', ...traces]),
  ],
  [
    'POST /v1/platform/tenants/{slug}/undelete',
    async (shop) => {
      await deleted(shop);
      return byOperator(shop, post(`${mine(shop)}/undelete`), ['tenants.tenants.undelete', ...traces]);
    },
  ],
  [
    'POST /v1/platform/tenants/{slug}/purge',
    async (shop) => {
      await deleted(shop);
      const begun = ['tenants.purges.insert', 'operations.insert', 'outbox.insert'];
      return byOperator(shop, post(`${mine(shop)}/purge`), [
        ...['tenants.tenants.by-slug', 'tenants.tenants.purging', ...traces],
        ...begun,
      ]);
    },
  ],
  [
    'GET /v1/platform/tenants/{slug}/purge',
    async (shop) => {
      await deleted(shop);
      await shop.ask(shop.operator, `${mine(shop)}/purge`, {});
      return byOperator(shop, get(`${mine(shop)}/purge`), [
        ...['tenants.tenants.by-slug', 'tenants.purges.of-tenant', 'tenants.purges.answers'],
      ]);
    },
  ],
  [
    'GET /v1/platform/tenants/{slug}/usage',
    (shop) => byOperator(shop, get(`${mine(shop)}/usage`), ['tenants.tenants.by-slug', 'tenants.usage.all']),
  ],
  [
    'GET /v1/platform/tenants/{slug}/metering',
    (shop) => byOperator(shop, get(`${mine(shop)}/metering`), ['tenants.tenants.by-slug', 'tenants.metering.of-month']),
  ],
];
