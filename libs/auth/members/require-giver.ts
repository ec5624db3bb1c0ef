import { permissionsOf, type Role } from '#platform/access';
import type { Transaction } from '#platform/database';
import { membersProblems } from './members.errors.js';
import { giverNow } from './members.sql.js';

/**
 * What somebody is by now who gives access to others: their token may be older. Whoever takes it back
 * waits until `tx` ends, and then finds what was given.
 *
 * @throws Problem `no_longer_allowed` (403) where they lost the permission since the request began
 */
export async function requireGiver(
  tx: Transaction,
  tenantId: string,
  userId: string,
  permission: 'invitations.write' | 'keys.write',
): Promise<Role> {
  const [giver] = await tx.run(giverNow, userId);
  if (giver?.state !== 'active' || !permissionsOf(giver.role, tenantId).has(permission))
    throw membersProblems.no_longer_allowed();
  return giver.role;
}
