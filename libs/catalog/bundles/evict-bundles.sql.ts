import { statement } from '#platform/database';

/** Bundles of one tenant that shall make room. */
export interface EvictableBundles {
  readonly tenantId: string;
  readonly versionIds: readonly string[];
}

/** The bundles beyond a number of bytes, of all tenants, those that were used longest ago first. */
export const bundlesToEvict = statement<EvictableBundles, [budget: number, idle: string, most: number]>(
  'catalog.bundles.to-evict',
)`
  select tenant_id as "tenantId", version_ids as "versionIds" from catalog.bundles_to_evict($1, $2::interval, $3)`;

/** Deletes bundles that nobody used meanwhile. */
export const evictBundles = statement<{ digest: string; bytes: number }, [versions: readonly string[], idle: string]>(
  'catalog.bundles.evict',
)`
  delete from catalog.bundles where version_id = any ($1::uuid[]) and last_used_at < now() - $2::interval
    returning digest, bytes::float8 as bytes`;
