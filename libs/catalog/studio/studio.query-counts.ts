import {
  as,
  call,
  deletesFiles,
  endsRoom,
  get,
  givesQuotaBack,
  ofVersion,
  patch,
  post,
  type QueryCounts,
  remove,
  reservesRoom,
  takesQuota,
  upload,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const app = '/v1/catalog/apps/carnet';
const version = `${app}/versions/1.2.0`;

/** Changes an app, and its tags in the store. */
const changing = [
  ...['catalog.tags.lock', 'catalog.studio.change'],
  ...['catalog.tags.remember', 'catalog.tags.remove-others', 'catalog.tags.add'],
];

/** A request by the admin of a tenant with a draft. */
async function ofMaker(shop: Shop): Promise<string> {
  const { token } = await shop.admin();
  await shop.draft(token);
  return token;
}

export const queryCounts: QueryCounts = {
  'POST /v1/catalog/apps': async (shop) => {
    const { token } = await shop.admin();
    return [
      call(
        as(token, post('/v1/catalog/apps', { slug: 'a', name: 'A' })),
        'catalog.studio.insert',
        'catalog.studio.lock',
        ...changing,
        'audit.lines.insert',
        takesQuota,
      ),
    ];
  },
  'PATCH /v1/catalog/apps': async (shop) => {
    const token = await ofMaker(shop);
    return [
      call(
        as(token, patch('/v1/catalog/apps', { apps: [{ slug: 'carnet', summary: 'A' }] })),
        'catalog.studio.lock',
        ...changing,
        'audit.lines.insert',
      ),
    ];
  },
  'GET /v1/catalog/apps/{slug}': async (shop) => {
    const token = await ofMaker(shop);
    return [call(as(token, get(app)), 'catalog.studio.by-slug')];
  },
  'PATCH /v1/catalog/apps/{slug}': async (shop) => {
    const token = await ofMaker(shop);
    return [
      call(
        as(token, ofVersion(1, patch(app, { name: 'B' }))),
        'catalog.studio.lock',
        ...changing,
        'audit.lines.insert',
      ),
      call(as(token, ofVersion(2, patch(app, { name: 'B' }))), 'catalog.studio.lock'),
    ];
  },
  'POST /v1/catalog/apps/{slug}/archive': async (shop) => [
    call(as(await ofMaker(shop), post(`${app}/archive`)), 'catalog.studio.lock', ...changing, 'audit.lines.insert'),
  ],
  'POST /v1/catalog/apps/{slug}/restore': async (shop) => [
    call(as(await ofMaker(shop), post(`${app}/restore`)), 'catalog.studio.lock'),
  ],
  'DELETE /v1/catalog/apps/{slug}': async (shop) => [
    call(
      as(await ofMaker(shop), remove(app)),
      'catalog.studio.lock',
      ...changing,
      'audit.lines.insert',
      'operations.insert',
      'outbox.insert',
    ),
  ],
  'POST /v1/catalog/apps/{slug}/versions': async (shop) => {
    const token = await ofMaker(shop);
    return [
      call(
        as(token, post(`${app}/versions`, { version: '2.0.0' })),
        'catalog.studio.lock',
        'catalog.versions.insert',
        'catalog.versions.insert-steps',
      ),
    ];
  },
  'GET /v1/catalog/apps/{slug}/versions/{version}': async (shop) => [
    call(as(await ofMaker(shop), get(version)), 'catalog.versions.by-name'),
  ],
  'PATCH /v1/catalog/apps/{slug}/versions/{version}': async (shop) => {
    const token = await ofMaker(shop);
    return [
      call(
        as(token, ofVersion(2, patch(version, { changelog: '- B' }))),
        'catalog.studio.lock',
        'catalog.versions.lock',
        'catalog.versions.change-changelog',
      ),
    ];
  },
  'DELETE /v1/catalog/apps/{slug}/versions/{version}': async (shop) => [
    call(
      as(await ofMaker(shop), remove(version)),
      'catalog.versions.by-name',
      'catalog.studio.lock',
      'catalog.versions.lock',
      'catalog.files.delete',
      'catalog.archives.delete-of-version',
      'catalog.versions.delete',
      'storage.blobs.release',
      'audit.lines.insert',
      givesQuotaBack,
      ...deletesFiles,
    ),
  ],
  'PUT /v1/catalog/apps/{slug}/versions/{version}/files': async (shop) => {
    const token = await ofMaker(shop);
    return [
      call(
        as(token, upload(`${version}/files?path=b.txt`, 'b')),
        'catalog.versions.by-name',
        ...reservesRoom,
        'storage.blobs.announce',
        'storage.blobs.use',
        'catalog.studio.lock',
        'catalog.versions.lock',
        'catalog.files.clashing',
        'catalog.files.delete',
        'catalog.files.add',
        'catalog.versions.count-files',
        endsRoom,
        takesQuota,
      ),
    ];
  },
  'DELETE /v1/catalog/apps/{slug}/versions/{version}/files': async (shop) => [
    call(
      as(await ofMaker(shop), remove(`${version}/files?path=a.txt`)),
      'catalog.versions.by-name',
      'catalog.studio.lock',
      'catalog.versions.lock',
      'catalog.files.delete',
      'catalog.versions.count-files',
      'storage.blobs.release',
      givesQuotaBack,
      ...deletesFiles,
    ),
  ],
  'POST /v1/catalog/apps/{slug}/versions/{version}/archive': async (shop) => {
    const token = await ofMaker(shop);
    const zip = { 'content-type': 'application/zip' };
    return [
      call(
        as(token, { ...post(`${version}/archive`), payload: 'PK', headers: zip }),
        'catalog.versions.by-name',
        ...reservesRoom,
        'storage.blobs.announce',
        'storage.blobs.use',
        'catalog.studio.lock',
        'catalog.versions.lock',
        'catalog.archives.delete-of-version',
        'catalog.archives.insert',
        'operations.insert',
        'outbox.insert',
        'catalog.versions.begin-work',
        endsRoom,
        takesQuota,
      ),
    ];
  },
  'POST /v1/catalog/apps/{slug}/versions/{version}/publish': async (shop) => [
    call(
      as(await ofMaker(shop), post(`${version}/publish`)),
      'catalog.versions.by-name',
      'catalog.studio.lock',
      'catalog.versions.lock',
      'catalog.archives.delete-of-version',
      'operations.insert',
      'outbox.insert',
      'catalog.versions.begin-work',
      'catalog.versions.insert-steps',
    ),
  ],
  'POST /v1/catalog/apps/{slug}/versions/{version}/yank': async (shop) => {
    const token = await ofMaker(shop);
    await shop.publish();
    return [
      call(
        as(token, post(`${version}/yank`, { reason: 'Broken' })),
        'catalog.studio.lock',
        'catalog.versions.lock',
        'catalog.versions.yank',
        'catalog.bundles.delete',
        'catalog.versions.insert-steps',
        'audit.lines.insert',
        'catalog.versions.published',
        'catalog.tags.lock',
        'catalog.studio.show-version',
        'catalog.tags.remember',
        'catalog.tags.remove-others',
        'catalog.tags.add',
        'outbox.insert',
      ),
    ];
  },
};
