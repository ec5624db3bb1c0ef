import { AsyncLocalStorage } from 'node:async_hooks';
import { PLATFORM_TENANT_ID, type Tenant } from './tenant-directory.js';

const storage = new AsyncLocalStorage<Tenant>();

/** Runs `work` and all that it awaits with this tenant in force. */
export function inTenant<T>(tenant: Tenant, work: () => T): T {
  return storage.run(tenant, work);
}

/** The tenant in force, or undefined where there is none. */
export function tenantInForce(): Tenant | undefined {
  return storage.getStore();
}

/** Whose operations and records a request's are: the tenant's in force, else the platform’s own. */
export function tenantIdInForce(): string {
  return storage.getStore()?.id ?? PLATFORM_TENANT_ID;
}

/**
 * The tenant in force.
 *
 * @throws Error when there is none: the caller is not on a tenant's route.
 */
export function currentTenant(): Tenant {
  const tenant = storage.getStore();
  if (!tenant) throw new Error('No tenant is in force here: the route has no {tenant} in its path.');
  return tenant;
}
