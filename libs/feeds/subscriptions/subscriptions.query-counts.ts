import { Database, declaredStatements } from '#platform/database';
import { newId } from '#platform/ids';
import {
  as,
  call,
  get,
  ofVersion,
  patch,
  post,
  put,
  type QueryCounts,
  remove,
  upload,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { NewSubscriptions } from './new-subscriptions.js';

const url = '/v1/feeds/subscriptions';
const subscription = (what: string) => `feeds.subscriptions.${what}`;
const started = ['operations.insert', 'outbox.insert', 'feeds.import-lines.insert'];
const filter = { name: 'No advertisements', action: 'drop', terms: ['advertisement'] };
/** What returns a quota, which another context has. */
const givesBack = declaredStatements().find(({ name }) => name.endsWith('.usage.give-back'))?.name ?? '';

/** Somebody whose tenant follows a feed, with a post, in a folder. */
async function following(shop: Shop) {
  const { token } = await shop.admin();
  const { id: folderId } = await shop.ask<{ id: string }>(token, '/v1/feeds/folders', { name: 'Weather' });
  const wanted = { url: `https://weather.example/${newId()}` };
  const added = await shop.api.app
    .get(Database)
    .transaction({ tenantId: shop.id }, (tx) => shop.api.app.get(NewSubscriptions).add(tx, shop.id, wanted));
  const id = added?.id ?? '';
  const postId = await shop.receivePost(id);
  return {
    token,
    of: `${url}/${id}`,
    post: `/v1/feeds/posts/${postId}`,
    folder: `/v1/feeds/folders/${folderId}`,
    folderId,
  };
}

export const queryCounts: QueryCounts = {
  [`GET ${url}/{id}`]: async (shop) => {
    const { token, of } = await following(shop);
    return [call(as(token, get(of)), subscription('by-id'))];
  },
  [`POST ${url}`]: async (shop) => {
    const { token } = await following(shop);
    return [call(as(token, post(url, { url: 'https://sun.example/feed' })), subscription('at'), ...started)];
  },
  [`PATCH ${url}/{id}`]: async (shop) => {
    const { token, of, folderId } = await following(shop);
    const resumed = ['feeds.sources.queue', 'feeds.sync-turns.take', 'outbox.insert'];
    return [
      call(
        as(token, ofVersion(1, patch(of, { folderId }))),
        'feeds.folders.keep',
        'feeds.sources.lock',
        subscription('change'),
        subscription('by-id'),
      ),
      call(
        as(token, ofVersion(2, patch(of, { paused: false }))),
        'feeds.sources.lock',
        subscription('change'),
        ...resumed,
        subscription('by-id'),
      ),
    ];
  },
  [`DELETE ${url}/{id}`]: async (shop) => {
    const { token, of } = await following(shop);
    const locked = ['feeds.sources.lock', subscription('lock'), 'feeds.filters.lock-of-subscription'];
    const deleted = ['feeds.posts.delete-some', subscription('delete'), givesBack];
    return [call(as(token, ofVersion(1, remove(of))), ...locked, ...deleted)];
  },
  [`GET ${url}/{id}/health`]: async (shop) => {
    const { token, of } = await following(shop);
    return [call(as(token, get(`${of}/health`)), 'feeds.health.by-id')];
  },
  'GET /v1/feeds/health/counts': async (shop) => {
    const { token } = await following(shop);
    return [call(as(token, get('/v1/feeds/health/counts')), 'feeds.health.counts')];
  },
  'POST /v1/feeds/folders': async (shop) => {
    const { token } = await shop.admin();
    return [call(as(token, post('/v1/feeds/folders', { name: 'Weather' })), 'feeds.folders.insert')];
  },
  'PUT /v1/feeds/folders/{id}': async (shop) => {
    const { token, folder } = await following(shop);
    return [call(as(token, ofVersion(1, put(folder, { name: 'Sun' }))), 'feeds.folders.rename')];
  },
  'DELETE /v1/feeds/folders/{id}': async (shop) => {
    const { token, folder } = await following(shop);
    const locked = ['feeds.folders.lock', 'feeds.filters.lock-of-folder'];
    const deleted = ['feeds.folders.empty', 'feeds.folders.delete'];
    return [call(as(token, ofVersion(1, remove(folder))), ...locked, ...deleted)];
  },
  'GET /v1/feeds/unread': async (shop) => {
    const { token } = await following(shop);
    return [call(as(token, get('/v1/feeds/unread')), 'feeds.posts.unread')];
  },
  'POST /v1/feeds/posts/states': async (shop) => {
    const { token, post: of } = await following(shop);
    const states = { posts: [of.split('/').at(-1)], read: true };
    return [call(as(token, post('/v1/feeds/posts/states', states)), 'feeds.post-states.set')];
  },
  'POST /v1/feeds/posts/read': async (shop) => {
    const { token } = await following(shop);
    const marked = ['feeds.posts.last-number', 'feeds.read-marks.raise', 'feeds.post-states.forget'];
    return [call(as(token, post('/v1/feeds/posts/read', {})), ...marked, 'feeds.posts.unread')];
  },
  'GET /v1/feeds/posts/{id}/neighbours': async (shop) => {
    const { token, post: of } = await following(shop);
    const beside = (sort: string) => `feeds.posts.list.${sort}.after`;
    return [call(as(token, get(`${of}/neighbours`)), 'feeds.posts.by-id', beside('sortedAt'), beside('-sortedAt'))];
  },
  'PUT /v1/feeds/labels/{id}': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/feeds/labels', { name: 'Later' });
    const rename = ofVersion(1, put(`/v1/feeds/labels/${id}`, { name: 'Now' }));
    return [call(as(token, rename), 'feeds.labels.rename')];
  },
  'POST /v1/feeds/labels': async (shop) => {
    const { token } = await shop.admin();
    const counted = ['feeds.labels.lock-all', 'feeds.labels.count', 'feeds.labels.insert'];
    return [call(as(token, post('/v1/feeds/labels', { name: 'Later' })), ...counted)];
  },
  'DELETE /v1/feeds/labels/{id}': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/feeds/labels', { name: 'Later' });
    return [call(as(token, ofVersion(1, remove(`/v1/feeds/labels/${id}`))), 'feeds.labels.delete')];
  },
  'POST /v1/feeds/filters': async (shop) => {
    const { token } = await shop.admin();
    const counted = ['feeds.filters.lock-all', 'feeds.filters.count', 'feeds.filters.insert'];
    return [call(as(token, post('/v1/feeds/filters', filter)), ...counted)];
  },
  'PUT /v1/feeds/filters/{id}': async (shop) => {
    const { token, folderId } = await following(shop);
    const { id } = await shop.ask<{ id: string }>(token, '/v1/feeds/filters', filter);
    const replace = ofVersion(1, put(`/v1/feeds/filters/${id}`, { ...filter, folderId }));
    return [call(as(token, replace), 'feeds.folders.keep', 'feeds.filters.change')];
  },
  'DELETE /v1/feeds/filters/{id}': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/feeds/filters', filter);
    const request = as(token, ofVersion(1, remove(`/v1/feeds/filters/${id}`)));
    return [call(request, 'feeds.filters.lock', 'feeds.marked-posts.delete-some', 'feeds.filters.delete')];
  },
  'GET /v1/feeds/posts/{id}': async (shop) => {
    const { token, post: of } = await following(shop);
    return [call(as(token, get(of)), 'feeds.posts.by-id', 'feeds.posts.versions')];
  },
  'GET /v1/feeds/opml': async (shop) => {
    const { token } = await following(shop);
    return [call(as(token, get('/v1/feeds/opml')), subscription('followed'))];
  },
  'POST /v1/feeds/opml': async (shop) => {
    const { token } = await shop.admin();
    const file = '<opml version="2.0"><body><outline text="Sun" xmlUrl="https://sun.example/feed"/></body></opml>';
    const request = {
      ...upload('/v1/feeds/opml', file),
      method: 'POST' as const,
      headers: { 'content-type': 'text/x-opml' },
    };
    return [call(as(token, request), ...started)];
  },
};
