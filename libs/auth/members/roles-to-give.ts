import { mayCall, type Principal, permissionsOf, type Role, roles } from '#platform/access';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** The permissions by which people are given roles. */
export type GivingPermission = 'platform.auth.write' | 'invitations.write' | 'members.write';

/**
 * The highest role that each permission of an operator lets them give: in the tenants of customers, and by a key in the
 * reserved tenant `platform`. `held` is the highest role that holds no permission there which the key does not hold.
 *
 * Who is signed in gives in their own tenant, `platform` included, what is at most their own role.
 */
const highestByOperators = {
  // So that a tenant gets its first owner.
  'platform.auth.write': { customers: 'owner', platform: 'held' },
  // These act in the caller's own tenant alone.
  'invitations.write': { customers: 'none', platform: 'held' },
  'members.write': { customers: 'none', platform: 'held' },
} as const satisfies Record<GivingPermission, Record<'customers' | 'platform', Role | 'held' | 'none'>>;

/** The roles that somebody may give in a tenant, and whose holders they may touch there, from the least to the most. */
export function rolesToGive(giver: Principal, permission: GivingPermission, tenantId: string): readonly Role[] {
  if (!mayCall(giver, permission)) return [];
  if (giver.session && giver.tenantId === tenantId) return upTo(giver.session.role);
  if (giver.kind !== 'operator') return [];
  const highest = highestByOperators[permission][tenantId === PLATFORM_TENANT_ID ? 'platform' : 'customers'];
  if (highest === 'none') return [];
  if (highest !== 'held') return upTo(highest);
  return roles.filter((role) => [...permissionsOf(role, tenantId)].every((each) => mayCall(giver, each)));
}

/** The roles that a user of this role may give in their own tenant; none where it does not hold the permission. */
export function rolesGivenBy(role: Role, permission: GivingPermission, tenantId: string): readonly Role[] {
  return permissionsOf(role, tenantId).has(permission) ? upTo(role) : [];
}

function upTo(highest: Role): readonly Role[] {
  return roles.slice(0, roles.indexOf(highest) + 1);
}
