import { AsyncLocalStorage } from 'node:async_hooks';
import { tenancyProblems } from './tenancy.errors.js';
import { PLATFORM_TENANT_ID, type Tenant } from './tenant-directory.js';

const storage = new AsyncLocalStorage<Tenant>();

/** Runs `work`, and all that it awaits, with this tenant as the current one. */
export function inTenant<T>(tenant: Tenant, work: () => T): T {
  return storage.run(tenant, work);
}

/** The current tenant, or undefined where there is none. */
export function tenantInForce(): Tenant | undefined {
  return storage.getStore();
}

/** The tenant to which a request's operations and records belong: the current one, else the tenant `platform`. */
export function tenantIdInForce(): string {
  return storage.getStore()?.id ?? PLATFORM_TENANT_ID;
}

/**
 * The current tenant.
 *
 * @throws Error when there is none, because the route has no tenant
 */
export function currentTenant(): Tenant {
  const tenant = storage.getStore();
  if (!tenant) throw new Error('There is no current tenant: the route has no {tenant} in its path.');
  return tenant;
}

/**
 * The current tenant, for a route about what its members have and operators have not.
 *
 * @throws Problem `tenant_credential_required` (403) for an operator, who acts for no tenant
 */
export function tenantOfMembers(): Tenant {
  const tenant = currentTenant();
  if (tenant.id === PLATFORM_TENANT_ID) throw tenancyProblems.tenant_credential_required();
  return tenant;
}
