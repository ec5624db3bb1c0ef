import type { Actor } from '#platform/audit';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** The user as the actor of an audit line, on a public route that has no principal. */
export function actingUser(tenantId: string, userId: string): Actor {
  return { kind: tenantId === PLATFORM_TENANT_ID ? 'operator' : 'member', id: userId };
}
