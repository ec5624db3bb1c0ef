import { mayCall, type Principal, permissionsOf, type Role, roles } from '#platform/access';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** The permissions that allow a caller to give roles. */
export type GivingPermission = 'platform.auth.write' | 'invitations.write' | 'members.write';

/**
 * The highest role that an operator may give with each permission: in customers' tenants, and with a key in the
 * reserved tenant `platform`. `held` is the highest role all of whose permissions there the key holds.
 *
 * A signed-in user gives at most their own role in their own tenant, `platform` included.
 */
const highestByOperators = {
  // A tenant needs its first owner.
  'platform.auth.write': { customers: 'owner', platform: 'held' },
  // These act in the caller's own tenant alone.
  'invitations.write': { customers: 'none', platform: 'held' },
  'members.write': { customers: 'none', platform: 'held' },
} as const satisfies Record<GivingPermission, Record<'customers' | 'platform', Role | 'held' | 'none'>>;

/** The roles that a principal may give in a tenant, and whose holders they may change, from the lowest to the highest. */
export function rolesToGive(giver: Principal, permission: GivingPermission, tenantId: string): readonly Role[] {
  if (!mayCall(giver, permission)) return [];
  if (giver.session && giver.tenantId === tenantId) return upTo(giver.session.role);
  if (giver.kind !== 'operator') return [];
  const highest = highestByOperators[permission][tenantId === PLATFORM_TENANT_ID ? 'platform' : 'customers'];
  if (highest === 'none') return [];
  if (highest !== 'held') return upTo(highest);
  return roles.filter((role) => [...permissionsOf(role, tenantId)].every((each) => mayCall(giver, each)));
}

/** The roles that a user of this role may give in their own tenant; none where the role lacks the permission. */
export function rolesGivenBy(role: Role, permission: GivingPermission, tenantId: string): readonly Role[] {
  return permissionsOf(role, tenantId).has(permission) ? upTo(role) : [];
}

function upTo(highest: Role): readonly Role[] {
  return roles.slice(0, roles.indexOf(highest) + 1);
}
