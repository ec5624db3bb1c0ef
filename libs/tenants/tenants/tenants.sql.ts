import { statement } from '#platform/database';
import type { TenantDetails } from './tenants.js';

/** A row of the registry, with what the list sorts by and what the directory is stamped with. */
export interface TenantRow extends TenantDetails {
  readonly nameKey: string;
  readonly directoryVersion: number;
}

export const columns = `id, slug, name, product, plan, state, origins, version, name_key as "nameKey",
    suspended_at as "suspendedAt", suspension_reason as "suspensionReason",
    created_at as "createdAt", updated_at as "updatedAt", directory_version::float8 as "directoryVersion"`;

export const tenantBySlug = statement<TenantRow, [slug: string]>({
  name: 'tenants.tenants.by-slug',
  text: `select ${columns} from tenants.tenants where slug = $1`,
  index: 'tenants_slug_key',
});

/** No row where the slug is taken. */
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
  ]
>({
  name: 'tenants.tenants.insert',
  text: `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, origins)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (slug) do nothing returning ${columns}`,
});

/** A null leaves its column as it is; no row where the version is not the expected one. */
export const updateTenant = statement<
  TenantRow,
  [
    slug: string,
    version: number | null,
    name: string | null,
    nameKey: string | null,
    searchText: string | null,
    plan: string | null,
    origins: string[] | null,
  ]
>({
  name: 'tenants.tenants.update',
  text: `update tenants.tenants set name = coalesce($3, name), name_key = coalesce($4, name_key),
      search_text = coalesce($5, search_text), plan = coalesce($6, plan), origins = coalesce($7, origins),
      version = version + 1, updated_at = now()
    where slug = $1 and ($2::integer is null or version = $2) returning ${columns}`,
});

/** No row where it is suspended already. */
export const suspendTenant = statement<TenantRow, [slug: string, reason: string | null]>({
  name: 'tenants.tenants.suspend',
  text: `update tenants.tenants set state = 'suspended', suspended_at = now(), suspension_reason = $2,
      version = version + 1, updated_at = now()
    where slug = $1 and state = 'active' returning ${columns}`,
});

/** No row where it is active already. */
export const resumeTenant = statement<TenantRow, [slug: string]>({
  name: 'tenants.tenants.resume',
  text: `update tenants.tenants set state = 'active', suspended_at = null, suspension_reason = null,
      version = version + 1, updated_at = now()
    where slug = $1 and state = 'suspended' returning ${columns}`,
});
