import type { Actor } from '#platform/audit';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** A user as the one who does something on a route that anyone may call. */
export function actingUser(tenantId: string, userId: string): Actor {
  return { kind: tenantId === PLATFORM_TENANT_ID ? 'operator' : 'member', id: userId };
}
