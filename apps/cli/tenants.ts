import type { INestApplicationContext } from '@nestjs/common';
import { PLATFORM_TENANT_ID, type Tenant, TenantDirectory, tenantNamed } from '#platform/tenancy';
import { type TenantDetails, Tenants } from '#tenants';

/** The tenant of a slug, or of `platform`, as the database has it now. @throws Problem `tenant_not_found` (404) */
export async function presentTenant(app: INestApplicationContext, slug: string): Promise<Tenant> {
  const directory = app.get(TenantDirectory);
  await directory.refresh();
  return tenantNamed(directory, slug);
}

/** All tenants of customers, whatever their state. */
export async function everyTenant(app: INestApplicationContext): Promise<TenantDetails[]> {
  const tenants: TenantDetails[] = [];
  let cursor: string | undefined;
  do {
    const { data, page } = await app.get(Tenants).list({ limit: 100, cursor });
    tenants.push(...data);
    cursor = page.next ?? undefined;
  } while (cursor);
  return tenants;
}

/** The ids of all tenants, whatever their state, or of the one of a slug. @throws Problem `tenant_not_found` (404) */
export async function whichTenants(app: INestApplicationContext, slug: string | undefined): Promise<string[]> {
  if (slug !== undefined) return [(await app.get(Tenants).bySlug(slug)).id];
  return [PLATFORM_TENANT_ID, ...(await everyTenant(app)).map(({ id }) => id)];
}
