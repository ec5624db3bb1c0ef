import { picture } from '../../support/picture.js';
import type { Step } from './walk.js';

const path = { slug: 'carnet' };
/** What an owner does with the images of the app `carnet`. */
export const illustrating: Readonly<Record<string, Step>> = {
  'PUT /v1/catalog/apps/{slug}/icon': async ({ seen }) => ({
    path,
    bytes: await picture(),
    after: (answer) => Object.assign(seen, { image: answer.json().small.split('/').at(-1) }),
  }),
  'GET /v1/stores/{tenant}/images/{file}': ({ seen }) => ({ path: { file: seen.image ?? '' } }),
  'POST /v1/catalog/apps/{slug}/screenshots': async ({ seen }) => ({
    path,
    bytes: await picture(),
    after: (answer) => Object.assign(seen, { screenshot: answer.json().id }),
  }),
  'GET /v1/catalog/apps/{slug}/images': () => ({ path }),
  'PATCH /v1/catalog/apps/{slug}/screenshots/{id}': ({ seen }) => ({ path: { ...path, id: seen.screenshot ?? '' } }),
  'PUT /v1/catalog/apps/{slug}/screenshots/order': ({ seen }) => ({ path, body: { ids: [seen.screenshot] } }),
  'DELETE /v1/catalog/apps/{slug}/screenshots/{id}': ({ seen }) => ({ path: { ...path, id: seen.screenshot ?? '' } }),
  'DELETE /v1/catalog/apps/{slug}/icon': () => ({ path }),
};
