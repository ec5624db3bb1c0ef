import { statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import type { Tenant } from '#platform/tenancy';
import type { TenantState } from '../tenants/tenants.js';

/** A tenant's row, with the directory version of its last change. */
export interface DirectoryRow extends Omit<Tenant, 'state' | 'limits' | 'locale' | 'timeZone'> {
  readonly state: TenantState;
  /** Null, as the time zone, where its product's applies. */
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly directoryVersion: number;
}

/** Casts to double, which is exact up to 2^53, because pg returns a bigint as a string. */
export const directoryColumns = `id, slug, name, product, plan, state, origins, networks, locale,
    time_zone as "timeZone", directory_version::float8 as "directoryVersion"`;

export const directoryVersion = statement<{ version: number }>('tenants.directory.version')`
  select version::float8 as version from tenants.directory_version`;

/** One batch of the complete load. */
export const tenantsAfterId = statement<DirectoryRow, [afterId: string, limit: number]>('tenants.directory.after-id')`
  select ${directoryColumns} from tenants.tenants where id > $1 order by id limit $2`;

/** One batch of the rows that changed since; by version and id, because one statement may set one version on many rows. */
export const tenantsChangedAfter = statement<DirectoryRow, [version: number, afterId: string, limit: number]>(
  'tenants.directory.changed-after',
)`
  select ${directoryColumns} from tenants.tenants where (directory_version, id) > ($1::bigint, $2)
    order by directory_version, id limit $3`;
