import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { NewSubscriptions } from '../../../libs/feeds/subscriptions/new-subscriptions.js';
import * as q from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

const started = 'operations.insert outbox.insert feeds.import-lines.insert';
const byId = 'feeds.subscriptions.by-id';

/** Something of a new admin. */
const made = (noun: string, body: object) => async (shop: Shop) => {
  const { token: caller } = await shop.admin();
  return { caller, id: (await shop.ask<{ id: string }>(caller, `/v1/feeds/${noun}`, body)).id };
};
const folder = made('folders', { name: 'Weather' });
const label = made('labels', { name: 'Later' });
const someFilter = { name: 'No advertisements', action: 'drop', terms: ['advertisement'] };
const filter = made('filters', someFilter);
/** Somebody whose tenant follows a feed, with a post; and a folder. */
async function following(shop: Shop) {
  const { caller, id: folderId } = await folder(shop);
  const wanted = { url: `https://weather.example/${newId()}` };
  const [database, subscriptions] = [shop.api.app.get(Database), shop.api.app.get(NewSubscriptions)];
  const added = await database.transaction({ tenantId: shop.id }, (tx) => subscriptions.add(tx, shop.id, wanted));
  const id = added?.id ?? '';
  return { caller, id, folderId, postId: await shop.receivePost(id) };
}
const ofPost = async (shop: Shop) => {
  const { caller, postId: id } = await following(shop);
  return { caller, id, posts: [id] };
};
const inFolder = async (shop: Shop) => {
  const { caller, folderId } = await following(shop);
  return { caller, folderId, id: (await shop.ask<{ id: string }>(caller, '/v1/feeds/filters', someFilter)).id };
};
const opml = '<opml version="2.0"><body><outline text="Sun" xmlUrl="https://sun.example/feed"/></body></opml>';

export const queryCounts: q.QueryCounts = {
  'PATCH /v1/feeds/subscriptions/{id}': async (shop) => {
    const { caller, id, folderId } = await following(shop);
    const change = (version: number, body: object) =>
      q.as(caller, q.ofVersion(version, q.patch(`/v1/feeds/subscriptions/${id}`, body)));
    const changed = 'feeds.sources.lock feeds.subscriptions.change';
    return [
      q.call(change(1, { folderId }), `feeds.folders.keep ${changed} ${byId}`),
      q.call(
        change(2, { paused: false }),
        `${changed} feeds.sources.queue feeds.sync-turns.take outbox.insert ${byId}`,
      ),
    ];
  },
  ...q.counts(following, {
    'GET /v1/feeds/subscriptions/{id}': byId,
    'DELETE /v1/feeds/subscriptions/{id}': `feeds.sources.lock feeds.subscriptions.lock feeds.filters.lock-of-subscription
      feeds.posts.delete-some feeds.subscriptions.delete ${q.givesQuotaBack}`,
    'GET /v1/feeds/subscriptions/{id}/health': 'feeds.health.by-id',
    'GET /v1/feeds/health/counts': 'feeds.health.counts',
    'GET /v1/feeds/unread': 'feeds.posts.unread',
    'GET /v1/feeds/opml': 'feeds.subscriptions.followed',
  }),
  ...q.counts(async (shop) => ({ ...(await following(shop)), url: 'https://sun.example/feed', folderId: undefined }), {
    'POST /v1/feeds/subscriptions': `feeds.subscriptions.at ${started}`,
  }),
  ...q.counts(() => ({ payload: opml, mediaType: 'text/x-opml' }), { 'POST /v1/feeds/opml': started }),
  ...q.counts(q.nothing, {
    'POST /v1/feeds/folders': 'feeds.folders.insert',
    'POST /v1/feeds/labels': 'feeds.labels.lock-all feeds.labels.count feeds.labels.insert',
    'POST /v1/feeds/filters': 'feeds.filters.lock-all feeds.filters.count feeds.filters.insert',
  }),
  ...q.counts(folder, {
    'PUT /v1/feeds/folders/{id}': 'feeds.folders.rename',
    'DELETE /v1/feeds/folders/{id}': `feeds.folders.lock feeds.filters.lock-of-folder feeds.folders.empty
      feeds.folders.delete`,
  }),
  ...q.counts(label, {
    'PUT /v1/feeds/labels/{id}': 'feeds.labels.rename',
    'DELETE /v1/feeds/labels/{id}': 'feeds.labels.delete',
  }),
  ...q.counts(inFolder, { 'PUT /v1/feeds/filters/{id}': 'feeds.folders.keep feeds.filters.change' }),
  ...q.counts(filter, {
    'DELETE /v1/feeds/filters/{id}': 'feeds.filters.lock feeds.marked-posts.delete-some feeds.filters.delete',
  }),
  ...q.counts(ofPost, {
    'POST /v1/feeds/posts/states': 'feeds.post-states.set',
    'GET /v1/feeds/posts/{id}': 'feeds.posts.by-id feeds.posts.versions',
    'GET /v1/feeds/posts/{id}/neighbours': `feeds.posts.by-id feeds.posts.list.sortedAt.after
      feeds.posts.list.-sortedAt.after`,
  }),
  ...q.counts(async (shop) => ({ ...(await following(shop)), upTo: undefined }), {
    'POST /v1/feeds/posts/read': `feeds.posts.last-number feeds.read-marks.raise feeds.post-states.forget
      feeds.posts.unread`,
  }),
};
