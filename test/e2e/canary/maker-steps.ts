import { hostileZip } from '../../support/hostile-zip.js';
import { until } from '../../support/until.js';
import { illustrating } from './image-steps.js';
import type { Step, Walk } from './walk.js';

const path = { slug: 'carnet' };
const version = { ...path, version: '1.0.0' };
const app = { slug: 'carnet', name: 'Carnet', tags: ['notes'], homepage: 'https://carnet.example' };

/** Waits until an operation that a step started has ended. */
const ended = (walk: Walk) => (answer: { json(): { id: string } }) =>
  until(async () => {
    const { state } = (await walk.call('GET /v1/operations/{id}', { path: { id: answer.json().id } })).json();
    return state === 'succeeded';
  });
const revisionOf = async (walk: Walk): Promise<number> =>
  (await walk.call('GET /v1/catalog/apps/{slug}', { path })).json().revision;

/** What an owner does with the apps of the tenant. */
export const making: Readonly<Record<string, Step>> = {
  'POST /v1/catalog/apps': () => ({ body: app }),
  'GET /v1/catalog/apps': () => ({}),
  'PATCH /v1/catalog/apps': () => ({ body: { apps: [{ slug: 'carnet', summary: 'Notes' }] } }),
  'GET /v1/catalog/apps/{slug}': () => ({ path }),
  'PATCH /v1/catalog/apps/{slug}': async (walk) => ({
    path,
    version: await revisionOf(walk),
    body: { ...app, slug: undefined },
  }),
  'POST /v1/catalog/apps/{slug}/versions': () => ({ path, body: { version: '1.0.0' } }),
  'GET /v1/catalog/apps/{slug}/versions': () => ({ path }),
  'GET /v1/catalog/apps/{slug}/versions/{version}': () => ({ path: version }),
  'PATCH /v1/catalog/apps/{slug}/versions/{version}': () => ({ path: version, version: 1 }),
  'POST /v1/catalog/apps/{slug}/versions/{version}/archive': (walk) => ({
    path: version,
    bytes: hostileZip([{ name: 'a.txt', content: walk.canary.text }]),
    after: ended(walk),
  }),
  'PUT /v1/catalog/apps/{slug}/versions/{version}/files': () => ({ path: version, query: { path: 'b.txt' } }),
  'GET /v1/catalog/apps/{slug}/versions/{version}/files': () => ({ path: version }),
  'DELETE /v1/catalog/apps/{slug}/versions/{version}/files': () => ({ path: version, query: { path: 'b.txt' } }),
  'POST /v1/catalog/apps/{slug}/versions/{version}/publish': (walk) => ({ path: version, after: ended(walk) }),
  'GET /v1/catalog/apps/{slug}/activity': () => ({ path, query: {} }),
  'POST /v1/catalog/apps/{slug}/archive': () => ({ path }),
  'POST /v1/catalog/apps/{slug}/restore': () => ({ path }),
  'POST /v1/catalog/apps/{slug}/versions/{version}/yank': () => ({ path: version }),
  'GET /v1/catalog/apps/{slug}/versions/{version}/steps': () => ({ path: version }),
  'DELETE /v1/catalog/apps/{slug}/versions/{version}': async (walk) => {
    const draft = { ...path, version: '2.0.0' };
    await walk.call('POST /v1/catalog/apps/{slug}/versions', { path, body: { version: '2.0.0' } });
    return { path: draft };
  },
  ...illustrating,
  // What a tenant's app says is the tenant's: it stays after its maker was erased, unless it is deleted.
  'DELETE /v1/catalog/apps/{slug}': (walk) => ({ path, after: ended(walk) }),
};
