import { statement } from '#platform/database';
import type { OwnSettings, TenantSettings } from '../settings/tenant-settings.js';
import type { DemonstrationTenant, TenantDetails } from './tenants.js';

/** A tenant's row, with the sort key of lists and the directory version of its last change. */
export interface TenantRow extends Omit<TenantDetails, keyof TenantSettings>, OwnSettings {
  readonly nameKey: string;
  readonly directoryVersion: number;
}

export const columns = `id, slug, name, product, plan, state, origins, networks, version, name_key as "nameKey",
    locale, time_zone as "timeZone", display_name as "displayName", colour, logo_url as "logoUrl",
    suspended_at as "suspendedAt", suspension_reason as "suspensionReason",
    deleted_at as "deletedAt", purge_at as "purgeAt",
    created_at as "createdAt", updated_at as "updatedAt", directory_version::float8 as "directoryVersion"`;

export const tenantBySlug = statement<TenantRow, [slug: string]>('tenants.tenants.by-slug')`
  select ${columns} from tenants.tenants where slug = $1`;

/** The columns of the settings; a statement takes those that change, as a JSON object. */
const settings = ['locale', 'time_zone', 'display_name', 'colour', 'logo_url'];
const givenSettings = settings.map((column) => `$10::jsonb ->> '${column}'`).join(', ');
const nextSettings = settings.map(
  (column) => `case when $9::jsonb ? '${column}' then $9::jsonb ->> '${column}' else ${column} end`,
);
const resetSettings = settings.map((column) => `${column} = null`).join(', ');

/** Returns no row when the slug is taken. */
export const insertTenant = statement<
  TenantRow,
  [
    id: string,
    slug: string,
    name: string,
    nameKey: string,
    searchText: string,
    product: string,
    plan: string,
    origins: string[],
    networks: string[],
    settings: string,
    demonstration: string | null,
  ]
>('tenants.tenants.insert')`
  insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, origins, networks,
      ${settings.join(', ')}, demonstration)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${givenSettings}, $11)
    on conflict (slug) do nothing returning ${columns}`;

/** The tenants that were made as demonstrations, the first ones first; those whose purge has begun are none any more. */
export const demonstrationTenants = statement<DemonstrationTenant>('tenants.tenants.demonstrations')`
  select id, slug, product, state, demonstration from tenants.tenants
    where demonstration is not null and state in ('active', 'suspended', 'deleting') order by demonstration, id`;

/** The columns that operators change, and their values after `updateTenant`. */
const changeable = ['name', 'plan', 'origins', 'networks', ...settings].join(', ');
const changed = [
  ...['coalesce($3, name)', 'coalesce($6, plan)', 'coalesce($7, origins)', 'coalesce($8, networks)'],
  ...nextSettings,
].join(', ');

/**
 * A null does not change its column. Returns no row when the version is another, the tenant is being deleted, or nothing
 * would change.
 */
export const updateTenant = statement<
  TenantRow,
  [
    slug: string,
    versions: readonly number[] | null,
    name: string | null,
    nameKey: string | null,
    searchText: string | null,
    plan: string | null,
    origins: string[] | null,
    networks: string[] | null,
    settings: string,
  ]
>('tenants.tenants.update')`
  update tenants.tenants set (${changeable}) = row (${changed}),
      name_key = coalesce($4, name_key), search_text = coalesce($5, search_text),
      version = version + 1, updated_at = now()
    where slug = $1 and ($2::integer[] is null or version = any ($2)) and state in ('active', 'suspended')
      and (${changeable}) is distinct from (${changed})
    returning ${columns}`;

/** Returns no row when the tenant is not active. */
export const suspendTenant = statement<TenantRow, [slug: string, reason: string | null]>('tenants.tenants.suspend')`
  update tenants.tenants set state = 'suspended', suspended_at = now(), suspension_reason = $2,
      version = version + 1, updated_at = now()
    where slug = $1 and state = 'active' returning ${columns}`;

/** Returns no row when the tenant is not suspended. */
export const resumeTenant = statement<TenantRow, [slug: string]>('tenants.tenants.resume')`
  update tenants.tenants set state = 'active', suspended_at = null, suspension_reason = null,
      version = version + 1, updated_at = now()
    where slug = $1 and state = 'suspended' returning ${columns}`;

/** Returns no row when the version is another, or the tenant is deleted already. */
export const deleteTenant = statement<TenantRow, [slug: string, versions: readonly number[] | null, graceDays: number]>(
  'tenants.tenants.delete',
)`
  update tenants.tenants set state = 'deleting', deleted_at = now(),
      purge_at = now() + make_interval(days => $3), version = version + 1, updated_at = now()
    where slug = $1 and ($2::integer[] is null or version = any ($2)) and state in ('active', 'suspended')
    returning ${columns}`;

/** Returns no row when the tenant is not deleted, or its purge has begun. */
export const undeleteTenant = statement<TenantRow, [slug: string]>('tenants.tenants.undelete')`
  update tenants.tenants set state = case when suspended_at is null then 'active' else 'suspended' end,
      deleted_at = null, purge_at = null, version = version + 1, updated_at = now()
    where slug = $1 and state = 'deleting' returning ${columns}`;

/** Returns no row when the tenant is not deleted, or its purge has begun already. */
export const beginPurging = statement<TenantRow, [id: string]>('tenants.tenants.purging')`
  update tenants.tenants set state = 'purging', version = version + 1, updated_at = now()
    where id = $1 and state = 'deleting' returning ${columns}`;

/** Returns no row when the tenant is not there, or its purge has begun already. */
export const purgeAgain = statement<TenantRow, [id: string]>('tenants.tenants.purge-again')`
  update tenants.tenants set state = 'purging', deleted_at = coalesce(deleted_at, now()),
      purge_at = coalesce(purge_at, now()), version = version + 1, updated_at = now()
    where id = $1 and state not in ('purging', 'purged') returning ${columns}`;

/** Erases the tenant's values except its slug, product and plan. */
export const markPurged = statement<TenantRow, [id: string, nameKey: string, searchText: string]>(
  'tenants.tenants.purged',
)`
  update tenants.tenants set state = 'purged', name = slug, name_key = $2, search_text = $3, origins = '{}',
      networks = '{}', ${resetSettings},
      suspended_at = null, suspension_reason = null, purged_at = now(), version = version + 1, updated_at = now()
    where id = $1 and state = 'purging' returning ${columns}`;
