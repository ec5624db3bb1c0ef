import sharp from 'sharp';
import {
  as,
  call,
  endsRoom,
  get,
  givesQuotaBack,
  patch,
  put,
  type QueryCounts,
  remove,
  reservesRoom,
  takesQuota,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const app = '/v1/catalog/apps/carnet';
const headers = { 'content-type': 'image/png' };
const png = sharp({ create: { width: 90, height: 90, channels: 3, background: 'red' } }).png();

/** The statements of an upload before those of its transaction. */
const receiving = [
  'catalog.images.of-app',
  ...reservesRoom,
  'storage.blobs.announce',
  'storage.blobs.use',
  'catalog.studio.lock',
];
const changing = ['catalog.images.show', 'audit.lines.insert'];

async function setIcon(token: string) {
  return as(token, { method: 'PUT', url: `${app}/icon`, payload: await png.toBuffer(), headers });
}
async function addScreenshot(token: string) {
  return as(token, { method: 'POST', url: `${app}/screenshots`, payload: await png.toBuffer(), headers });
}
/** An admin of a tenant with an app. */
async function maker(shop: Shop): Promise<string> {
  const { token } = await shop.admin();
  await shop.draft(token);
  return token;
}
/** The screenshot that was added to that app. */
async function screenshot(shop: Shop, token: string): Promise<string> {
  return (await shop.api.inject(await addScreenshot(token))).json().id;
}

export const queryCounts: QueryCounts = {
  'GET /v1/catalog/apps/{slug}/images': async (shop) => [
    call(as(await maker(shop), get(`${app}/images`)), 'catalog.images.of-app'),
  ],
  'PUT /v1/catalog/apps/{slug}/icon': async (shop) => [
    call(
      await setIcon(await maker(shop)),
      ...[...receiving, 'catalog.images.delete', 'catalog.images.insert', endsRoom, ...changing, takesQuota],
    ),
  ],
  'DELETE /v1/catalog/apps/{slug}/icon': async (shop) => {
    const token = await maker(shop);
    await shop.api.inject(await setIcon(token));
    const statements = ['catalog.studio.lock', 'catalog.images.delete', ...changing, givesQuotaBack];
    return [call(as(token, remove(`${app}/icon`)), ...statements)];
  },
  'POST /v1/catalog/apps/{slug}/screenshots': async (shop) => [
    call(
      await addScreenshot(await maker(shop)),
      ...receiving,
      'catalog.images.insert',
      endsRoom,
      ...changing,
      takesQuota,
    ),
  ],
  'PUT /v1/catalog/apps/{slug}/screenshots/order': async (shop) => {
    const token = await maker(shop);
    const request = put(`${app}/screenshots/order`, { ids: [await screenshot(shop, token)] });
    return [call(as(token, request), 'catalog.studio.lock', 'catalog.images.order', ...changing)];
  },
  'PATCH /v1/catalog/apps/{slug}/screenshots/{id}': async (shop) => {
    const token = await maker(shop);
    const request = patch(`${app}/screenshots/${await screenshot(shop, token)}`, { caption: 'A list' });
    return [call(as(token, request), 'catalog.studio.lock', 'catalog.images.caption', ...changing)];
  },
  'DELETE /v1/catalog/apps/{slug}/screenshots/{id}': async (shop) => {
    const token = await maker(shop);
    const request = remove(`${app}/screenshots/${await screenshot(shop, token)}`);
    const statements = ['catalog.studio.lock', 'catalog.images.delete', ...changing, givesQuotaBack];
    return [call(as(token, request), ...statements)];
  },
  'GET /v1/stores/{tenant}/images/{file}': async (shop) => {
    const { small } = (await shop.api.inject(await setIcon(await maker(shop)))).json();
    return [call(get(new URL(small).pathname))];
  },
};
