import { statement } from '#platform/database';
import type { Tenant } from '#platform/tenancy';
import type { TenantState } from '../tenants/tenants.js';

/** A tenant as the directory reads it, with the version of the directory that last changed it. */
export interface DirectoryRow extends Omit<Tenant, 'state' | 'limits'> {
  readonly state: TenantState;
  readonly directoryVersion: number;
}

/** Casts to double: exact up to 2^53, and pg gives a bigint as a string. */
export const directoryColumns = `id, slug, name, product, plan, state, origins,
    directory_version::float8 as "directoryVersion"`;

export const directoryVersion = statement<{ version: number }>({
  name: 'tenants.directory.version',
  text: 'select version::float8 as version from tenants.directory_version',
});

/** The complete load, a batch at a time. */
export const tenantsAfterId = statement<DirectoryRow, [afterId: string, limit: number]>({
  name: 'tenants.directory.after-id',
  text: `select ${directoryColumns} from tenants.tenants where id > $1 order by id limit $2`,
  index: 'tenants_pkey',
});

/** What changed since, a batch at a time: one statement may have stamped many rows with one version. */
export const tenantsChangedAfter = statement<DirectoryRow, [version: number, afterId: string, limit: number]>({
  name: 'tenants.directory.changed-after',
  text: `select ${directoryColumns} from tenants.tenants where (directory_version, id) > ($1::bigint, $2)
    order by directory_version, id limit $3`,
  index: 'tenants_by_directory_version',
});
