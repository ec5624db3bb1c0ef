import { newId } from '#platform/ids';
import {
  as,
  call,
  deletesFiles,
  endsRoom,
  get,
  type QueryCounts,
  remove,
  reservesRoom,
  takesQuota,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const premium = 'journal.purchases.entitlement';
const room = 'journal.attachments.room';
const kept = ['storage.blobs.announce', 'storage.blobs.use', 'journal.journals.lock', 'journal.attachments.lock-room'];
const upload = (url: string) => ({
  method: 'PUT' as const,
  url,
  payload: 'a picture',
  headers: { 'content-type': 'image/png' },
});

/** Somebody with an entry, and the URL of a file of it. */
async function writer(shop: Shop): Promise<{ token: string; url: string }> {
  const { token } = await shop.admin();
  const day = new Date().toISOString().slice(0, 10);
  const { id } = await shop.ask<{ id: string }>(token, '/v1/journal/entries', { day });
  return { token, url: `/v1/journal/entries/${id}/attachments/${newId()}` };
}
/** The same, once the file is there. */
async function holder(shop: Shop): Promise<{ token: string; url: string }> {
  const { token, url } = await writer(shop);
  await shop.api.inject(as(token, upload(url)));
  return { token, url };
}

export const queryCounts: QueryCounts = {
  'PUT /v1/journal/entries/{entry}/attachments/{id}': async (shop) => {
    const { token, url } = await writer(shop);
    const request = as(token, upload(url));
    return [
      call(
        request,
        room,
        premium,
        ...reservesRoom,
        ...kept,
        premium,
        'journal.attachments.insert',
        endsRoom,
        takesQuota,
      ),
      call(
        request,
        room,
        ...reservesRoom,
        ...kept,
        'storage.blobs.release',
        'journal.attachments.by-id',
        ...deletesFiles,
        endsRoom,
      ),
    ];
  },
  'GET /v1/journal/entries/{entry}/attachments/{id}': async (shop) => {
    const { token, url } = await holder(shop);
    return [call(as(token, get(url)), 'journal.attachments.by-id')];
  },
  'DELETE /v1/journal/entries/{entry}/attachments/{id}': async (shop) => {
    const { token, url } = await holder(shop);
    const statements = [
      'journal.journals.lock',
      'journal.attachments.delete',
      'storage.blobs.release',
      ...deletesFiles,
    ];
    return [call(as(token, remove(url)), ...statements)];
  },
};
