import { isUuid } from '#platform/ids';
import { PLATFORM_TENANT_ID, type TenantDirectory, tenantNamed } from '#platform/tenancy';

/**
 * The id of the tenant whose lines are requested: by its slug, or by its id when the tenant is deleted.
 * `platform` or undefined is the platform tenant.
 *
 * @throws Problem `tenant_not_found` (404)
 */
export function whoseLines(directory: TenantDirectory, tenant: string | undefined): string {
  if (tenant === undefined) return PLATFORM_TENANT_ID;
  return isUuid(tenant) ? tenant : tenantNamed(directory, tenant).id;
}
