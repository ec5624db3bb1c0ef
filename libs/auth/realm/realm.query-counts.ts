import { call, get, post, type QueryCounts } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

/** A request of a caller who is not signed in. */
export const to = ({ slug }: Shop, route: string, payload: object) => post(`/v1/auth/${slug}/${route}`, payload);
/** A token that nobody was given. */
export const noToken = 'A'.repeat(64);
export const newPassword = 'quatre chevaux mangent des poires';

export const queryCounts: QueryCounts = {
  // The second answer is cached.
  'GET /v1/auth/{tenant}': ({ slug }) => [
    call(get(`/v1/auth/${slug}`), 'tenants.tenants.by-slug'),
    call(get(`/v1/auth/${slug}`)),
  ],
};
