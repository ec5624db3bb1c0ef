import { isUuid } from '#platform/ids';
import { PLATFORM_TENANT_ID, type TenantDirectory, tenancyProblems } from '#platform/tenancy';

/**
 * The id of the tenant whose lines are requested: by its slug, or by its id when the tenant is deleted.
 * `platform` or undefined is the platform tenant.
 *
 * @throws Problem `tenant_not_found` (404)
 */
export function whoseLines(directory: TenantDirectory, tenant: string | undefined): string {
  if (tenant === undefined || tenant === 'platform') return PLATFORM_TENANT_ID;
  if (isUuid(tenant)) return tenant;
  const found = directory.bySlug(tenant);
  if (!found) throw tenancyProblems.tenant_not_found({ slug: tenant });
  return found.id;
}
