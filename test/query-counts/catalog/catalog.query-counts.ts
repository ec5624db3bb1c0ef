import sharp from 'sharp';
import { bundled } from '../../support/bundled.js';
import * as q from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

export const background = ['catalog.downloads.count', 'catalog.bundles.note-use'];

const app = '/v1/catalog/apps/carnet';
const [audit, lock] = ['audit.lines.insert', 'catalog.studio.lock'];
const png = sharp({ create: { width: 90, height: 90, channels: 3, background: 'red' } }).png();
const picture = async () => ({ payload: await png.toBuffer(), mediaType: 'image/png' });

const imported = async (shop: Shop) => {
  await shop.importApps(3);
  return { slug: 'sample-1' };
};
/** An admin of a tenant with a draft. */
async function maker(shop: Shop) {
  const { token: caller } = await shop.admin();
  await shop.draft(caller);
  return { caller, slug: 'carnet', version: '1.2.0' };
}
const publisher = async (shop: Shop) => {
  const given = await maker(shop);
  await shop.publish();
  return given;
};
const illustrator = async (shop: Shop) => ({ ...(await maker(shop)), ...(await picture()) });
/** The answer to a picture that was added to the app. */
async function added(shop: Shop, caller: string, to: 'icon' | 'screenshots') {
  const { payload, mediaType } = await picture();
  const method = to === 'icon' ? 'PUT' : 'POST';
  const request = { method, url: `${app}/${to}`, payload, headers: { 'content-type': mediaType } } as const;
  return (await shop.api.inject(q.as(caller, request))).json();
}
const withIcon = async (shop: Shop) => {
  const given = await maker(shop);
  return { ...given, file: new URL((await added(shop, given.caller, 'icon')).small).pathname.split('/').at(-1) };
};
const withScreenshot = async (shop: Shop) => {
  const given = await maker(shop);
  const { id } = await added(shop, given.caller, 'screenshots');
  return { ...given, id, ids: [id] };
};

/** Changes an app, and its tags in the store. */
const tags = 'catalog.tags.remember catalog.tags.remove-others catalog.tags.add';
const changing = `catalog.tags.lock catalog.studio.change ${tags} ${audit}`;
const locks = `${lock} catalog.versions.lock`;
const byName = 'catalog.versions.by-name';
const { deletesFiles, endsRoom, givesQuotaBack, takesQuota } = q;
/** The statements of an upload before those of its transaction. */
const receives = `${q.reservesRoom} ${q.keepsFile}`;
const shows = `catalog.images.show ${audit}`;
const takesImage = `catalog.images.of-app ${receives} ${lock}`;
const deletesImage = `${lock} catalog.images.delete ${shows} ${givesQuotaBack}`;
const begins = 'operations.insert outbox.insert';
const asked = 'catalog.bundles.asked-version';

/** Of an app of the store, and of one that there is not. */
const ofApp = (url: (shop: Shop) => string, found: string, missing: string, caller?: true) => async (shop: Shop) => {
  await shop.importApps(2);
  const { token } = await shop.admin();
  const read = (slug: string) => {
    const request = q.get(url(shop).replace('{slug}', slug));
    return caller ? q.as(token, request) : request;
  };
  return [q.call(read('sample-1'), found), { ...q.call(read('nowhere'), missing), refused: 'app_not_found' }];
};
const versions = 'catalog.app-versions.list.app.-createdAt.near';

export const queryCounts: q.QueryCounts = {
  'GET /v1/catalog/apps/{slug}/activity': ofApp(
    () => '/v1/catalog/apps/{slug}/activity',
    'catalog.activity.of-app',
    'catalog.activity.of-app',
    true,
  ),
  'GET /v1/stores/{tenant}/apps/{slug}': ofApp(
    ({ slug }) => `/v1/stores/${slug}/apps/{slug}`,
    'catalog.apps.by-slug',
    'catalog.apps.by-slug',
  ),
  'GET /v1/stores/{tenant}/apps/{slug}/versions': ofApp(
    ({ slug }) => `/v1/stores/${slug}/apps/{slug}/versions`,
    versions,
    `${versions} catalog.apps.by-slug`,
  ),
  'GET /v1/stores/{tenant}/changes': async (shop) => {
    await shop.importApps(3);
    const url = `/v1/stores/${shop.slug}/changes`;
    const { next } = (await shop.api.inject(q.get(`${url}?limit=2`))).json().page;
    return ['', `?since=${next}`].map((query) => q.call(q.get(`${url}${query}`), 'catalog.changes.from'));
  },
  ...q.counts(imported, { 'GET /v1/stores/{tenant}/changes.atom': 'catalog.changes.newest' }),
  ...q.counts(async (shop) => ({ ...(await imported(shop)), search: 'sample', tag: 'kind' }), {
    'GET /v1/stores/{tenant}/facets': 'catalog.search.facets',
  }),
  // Fewer than five apps begin so.
  ...q.counts(async (shop) => ({ ...(await imported(shop)), prefix: 'sam' }), {
    'GET /v1/stores/{tenant}/suggestions': 'catalog.search.suggest catalog.search.similar',
  }),
  ...q.counts(q.nothing, { 'GET /v1/stores/{tenant}/events': '' }),
  'POST /v1/stores/{tenant}/apps/{slug}/downloads': async (shop) => {
    await imported(shop);
    await bundled(shop, 'sample-1');
    const of = (slug: string) => q.post(`/v1/stores/${shop.slug}/apps/${slug}/downloads`);
    const begun = `catalog.bundles.lock-request catalog.bundles.lock-version ${begins} catalog.bundles.request-by`;
    return [
      q.call(of('sample-1'), asked),
      q.call(of('sample-2'), `${asked} ${begun}`),
      q.call(of('sample-2'), `${asked} operations.found-by`),
      { ...q.call(of('nowhere'), asked), refused: 'app_not_found' },
    ];
  },
  ...q.counts(
    async (shop) => {
      await imported(shop);
      return { token: await bundled(shop, 'sample-1') };
    },
    { 'GET /v1/stores/{tenant}/downloads/{token}': '' },
  ),
  ...q.counts(
    async (shop) => {
      await imported(shop);
      const { id } = (await shop.api.inject(q.post(`/v1/stores/${shop.slug}/apps/sample-1/downloads`))).json();
      return { id };
    },
    { 'GET /v1/stores/{tenant}/operations/{id}': 'operations.found-by' },
  ),
  ...q.counts(illustrator, {
    'PUT /v1/catalog/apps/{slug}/icon': `${takesImage} catalog.images.delete catalog.images.insert ${endsRoom} ${shows}
      ${takesQuota}`,
    'POST /v1/catalog/apps/{slug}/screenshots': `${takesImage} catalog.images.insert ${endsRoom} ${shows} ${takesQuota}`,
  }),
  ...q.counts(withIcon, {
    'DELETE /v1/catalog/apps/{slug}/icon': deletesImage,
    'GET /v1/stores/{tenant}/images/{file}': '',
  }),
  ...q.counts(withScreenshot, {
    'PUT /v1/catalog/apps/{slug}/screenshots/order': `${lock} catalog.images.order ${shows}`,
    'PATCH /v1/catalog/apps/{slug}/screenshots/{id}': `${lock} catalog.images.caption ${shows}`,
    'DELETE /v1/catalog/apps/{slug}/screenshots/{id}': deletesImage,
  }),
  ...q.counts(q.nothing, {
    'POST /v1/catalog/apps': `catalog.studio.insert ${lock} ${changing} ${takesQuota}`,
  }),
  'PATCH /v1/catalog/apps/{slug}': async (shop) => {
    const { caller } = await maker(shop);
    const change = (version: number) => q.as(caller, q.ofVersion(version, q.patch(app, { name: 'B' })));
    return [q.call(change(1), `${lock} ${changing}`), q.call(change(2), lock)];
  },
  ...q.counts(maker, {
    'GET /v1/catalog/apps/{slug}/images': 'catalog.images.of-app',
    'PATCH /v1/catalog/apps': `${lock} ${changing}`,
    'GET /v1/catalog/apps/{slug}': 'catalog.studio.by-slug',
    'POST /v1/catalog/apps/{slug}/archive': `${lock} ${changing}`,
    'POST /v1/catalog/apps/{slug}/restore': lock,
    'DELETE /v1/catalog/apps/{slug}': `${lock} ${changing} ${begins}`,
    'GET /v1/catalog/apps/{slug}/versions/{version}': byName,
    'DELETE /v1/catalog/apps/{slug}/versions/{version}': `${byName} ${locks} catalog.files.delete
      catalog.archives.delete-of-version catalog.versions.delete storage.blobs.release ${audit} ${givesQuotaBack}
      ${deletesFiles}`,
    'POST /v1/catalog/apps/{slug}/versions/{version}/publish': `${byName} ${locks} catalog.archives.delete-of-version
      ${begins} catalog.versions.begin-work catalog.versions.insert-steps`,
  }),
  ...q.counts(async (shop) => ({ ...(await maker(shop)), version: '2.0.0' }), {
    'POST /v1/catalog/apps/{slug}/versions': `${lock} catalog.versions.insert catalog.versions.insert-steps`,
  }),
  ...q.counts(async (shop) => ({ ...(await maker(shop)), ifMatch: 2 }), {
    'PATCH /v1/catalog/apps/{slug}/versions/{version}': `${locks} catalog.versions.change-changelog`,
  }),
  ...q.counts(async (shop) => ({ ...(await maker(shop)), path: 'b.txt' }), {
    'PUT /v1/catalog/apps/{slug}/versions/{version}/files': `${byName} ${receives} ${locks} catalog.files.clashing
      catalog.files.delete catalog.files.add catalog.versions.count-files ${endsRoom} ${takesQuota}`,
  }),
  ...q.counts(async (shop) => ({ ...(await maker(shop)), path: 'a.txt' }), {
    'DELETE /v1/catalog/apps/{slug}/versions/{version}/files': `${byName} ${locks} catalog.files.delete
      catalog.versions.count-files storage.blobs.release ${givesQuotaBack} ${deletesFiles}`,
  }),
  ...q.counts(async (shop) => ({ ...(await maker(shop)), payload: 'PK', mediaType: 'application/zip' }), {
    'POST /v1/catalog/apps/{slug}/versions/{version}/archive': `${byName} ${receives} ${locks}
      catalog.archives.delete-of-version catalog.archives.insert ${begins} catalog.versions.begin-work ${endsRoom}
      ${takesQuota}`,
  }),
  ...q.counts(publisher, {
    'POST /v1/catalog/apps/{slug}/versions/{version}/yank': `${locks} catalog.versions.yank catalog.bundles.delete
      catalog.versions.insert-steps ${audit} catalog.versions.published catalog.tags.lock catalog.studio.show-version
      ${tags} outbox.insert`,
  }),
};
