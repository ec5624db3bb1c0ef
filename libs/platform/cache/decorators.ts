import { type CachePolicy, declareRoute } from '#platform/routes';

/**
 * Caches the serialised answer of this GET route for `ttl` seconds, or until one of its tags is
 * invalidated. The answer must be the same for every reader of the tenant's public pages.
 */
export const CachedResponse = (cache: CachePolicy) => declareRoute({ cache });
