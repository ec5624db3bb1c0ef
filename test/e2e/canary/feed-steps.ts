import { until } from '../../support/until.js';
import type { Step, Walk } from './walk.js';

const file = '<opml version="2.0"><body><outline text="Sun" xmlUrl="https://sun.example/feed.xml"/></body></opml>';

/** The folder that was made first, and what follows in it. */
const folderOf = ({ seen }: Walk) => ({ id: seen.folder ?? '' });
const versionOf = async (walk: Walk, noun: 'subscriptions' | 'posts', id: string): Promise<number> =>
  (await walk.call(`GET /v1/feeds/${noun}/{id}`, { path: { id } })).json().version;

/** What a person does with the feeds of their team. */
export const following: Readonly<Record<string, Step>> = {
  'POST /v1/feeds/folders': ({ seen }) => ({
    after: (answer) => Object.assign(seen, { folder: answer.json().id }),
  }),
  'GET /v1/feeds/folders': () => ({}),
  'PUT /v1/feeds/folders/{id}': (walk) => ({ path: folderOf(walk), version: 1, body: { name: 'Weather' } }),
  'POST /v1/feeds/opml': ({ seen }) => ({
    bytes: Buffer.from(file),
    after: (answer) => Object.assign(seen, { import: answer.json().id }),
  }),
  'GET /v1/feeds/imports/{id}/lines': ({ seen }) => ({ path: { id: seen.import ?? '' } }),
  'GET /v1/feeds/subscriptions': () => ({}),
  'GET /v1/feeds/subscriptions/{id}': async (walk) => {
    const followed = async () => (await walk.call('GET /v1/feeds/subscriptions')).json().data[0]?.id;
    walk.seen.subscription = await until(followed);
    walk.seen.post = await walk.shop.receivePost(walk.seen.subscription ?? '');
    return { path: { id: walk.seen.subscription ?? '' } };
  },
  'GET /v1/feeds/subscriptions/{id}/health': ({ seen }) => ({ path: { id: seen.subscription ?? '' } }),
  'GET /v1/feeds/health': () => ({}),
  'GET /v1/feeds/health/counts': () => ({}),
  'POST /v1/feeds/subscriptions': (walk) => ({
    body: { url: 'https://moon.example/feed.xml', folderId: folderOf(walk).id, tags: ['moon'], title: 'Moon' },
  }),
  'PATCH /v1/feeds/subscriptions/{id}': async (walk) => {
    const id = walk.seen.subscription ?? '';
    const version = await versionOf(walk, 'subscriptions', id);
    return { path: { id }, version, body: { folderId: folderOf(walk).id, tags: ['sun'], title: 'Sun' } };
  },
  'GET /v1/feeds/posts': () => ({}),
  'POST /v1/feeds/labels': ({ seen }) => ({
    body: { name: 'To translate' },
    after: (answer) => Object.assign(seen, { label: answer.json().id }),
  }),
  'GET /v1/feeds/labels': () => ({}),
  'PUT /v1/feeds/labels/{id}': ({ seen }) => ({ path: { id: seen.label ?? '' }, version: 1, body: { name: 'Later' } }),
  'POST /v1/feeds/filters': (walk) => ({
    body: { name: 'No advertisements', action: 'drop', folderId: folderOf(walk).id, terms: ['advertisement'] },
    after: (answer) => Object.assign(walk.seen, { filter: answer.json().id }),
  }),
  'GET /v1/feeds/filters': () => ({}),
  'PUT /v1/feeds/filters/{id}': ({ seen }) => ({
    path: { id: seen.filter ?? '' },
    version: 1,
    body: { name: 'Weather', action: 'mark', terms: [], subscriptionId: seen.subscription },
  }),
  'GET /v1/feeds/posts/{id}': ({ seen }) => ({ path: { id: seen.post ?? '' } }),
  'POST /v1/feeds/posts/states': ({ seen }) => ({
    body: { posts: [seen.post], read: false, starred: true, addLabels: [seen.label] },
  }),
  'GET /v1/feeds/posts/{id}/neighbours': ({ seen }) => ({ path: { id: seen.post ?? '' } }),
  'POST /v1/feeds/posts/read': (walk) => ({ body: { folder: folderOf(walk).id } }),
  'GET /v1/feeds/unread': () => ({}),
  'GET /v1/feeds/opml': () => ({}),
  'DELETE /v1/feeds/filters/{id}': ({ seen }) => ({ path: { id: seen.filter ?? '' }, version: 2 }),
  'DELETE /v1/feeds/subscriptions/{id}': async (walk) => {
    const id = walk.seen.subscription ?? '';
    return { path: { id }, version: await versionOf(walk, 'subscriptions', id) };
  },
  'DELETE /v1/feeds/labels/{id}': ({ seen }) => ({ path: { id: seen.label ?? '' }, version: 2 }),
  'DELETE /v1/feeds/folders/{id}': (walk) => ({ path: folderOf(walk), version: 2 }),
};
