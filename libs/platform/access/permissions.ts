import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { atLeast, type Role } from './role.js';

/** What begins so is for operators: for no member of a tenant, whatever its role. */
const operators = 'platform.';

const declared = new Map<string, Role | undefined>();

/** Of each role, in tenants and in the deployment: each fresh token asks. */
const known = new Map<string, ReadonlySet<string>>();

/**
 * Notes that a route asks for this permission.
 *
 * @param least the least role that holds it; left out for operators' permissions
 * @throws Error at load when two routes differ about it, or a role is missing or out of place
 */
export function declarePermission(permission: string, least?: Role): void {
  if (permission.startsWith(operators) === (least !== undefined)) {
    throw new Error(
      `${permission} ${least ? 'is for operators and has no role' : 'needs the least role that holds it'}.`,
    );
  }
  if (declared.has(permission) && declared.get(permission) !== least) {
    throw new Error(`Two routes differ about who holds ${permission}.`);
  }
  declared.set(permission, least);
  known.clear();
}

/** Every permission that a route of the loaded modules asks for, in order of name. */
export function declaredPermissions(): string[] {
  return [...declared.keys()].sort();
}

/**
 * What a role may do in a tenant. In the reserved tenant `platform`, whose users are the operators,
 * owners and admins hold every operators' permission, editors and members those that read.
 */
export function permissionsOf(role: Role, tenantId: string): ReadonlySet<string> {
  const platform = tenantId === PLATFORM_TENANT_ID;
  const key = platform ? `house ${role}` : role;
  const held =
    known.get(key) ?? new Set([...declared.keys()].filter((permission) => holds(role, platform, permission)));
  known.set(key, held);
  return held;
}

function holds(role: Role, platform: boolean, permission: string): boolean {
  const least = declared.get(permission);
  if (least) return atLeast(role, least);
  return platform && (atLeast(role, 'admin') || permission.endsWith('.read'));
}
