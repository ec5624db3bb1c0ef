import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { atLeast, type Role } from './role.js';

/** The prefix of operators' permissions, which no role of another tenant has. */
const operators = 'platform.';

const declared = new Map<string, Role | undefined>();

/** Those that personal keys may hold. */
const personal = new Set<string>();

/** The permissions of each role, in tenants and in `platform`, computed once: each new token needs them. */
const known = new Map<string, ReadonlySet<string>>();

/**
 * Registers a permission that a route requires.
 *
 * @param least the least role that holds it; left out for operators' permissions
 * @throws Error at load when two routes name different roles for it, when a tenant's permission has
 *   no role, or when an operators' permission has one
 */
export function declarePermission(permission: string, least?: Role): void {
  if (permission.startsWith(operators) === (least !== undefined)) {
    throw new Error(
      `${permission} ${least ? 'is for operators and has no role' : 'needs the least role that holds it'}.`,
    );
  }
  if (declared.has(permission) && declared.get(permission) !== least) {
    throw new Error(`Two routes name different least roles for ${permission}.`);
  }
  declared.set(permission, least);
  known.clear();
}

/**
 * Lets personal keys, which act as their user, hold a permission. All others are refused to them: such a key lies in apps
 * on phones, so it gets what these need and no more.
 */
export function declarePersonalScope(permission: string): void {
  personal.add(permission);
}

/** The permissions that personal keys may hold. */
export function personalScopes(): ReadonlySet<string> {
  return personal;
}

/** Every permission that a route of the loaded modules requires, in order of name. */
export function declaredPermissions(): string[] {
  return [...declared.keys()].sort();
}

/**
 * The permissions of a role in a tenant. In the reserved tenant `platform`, whose users are the
 * operators, owners and admins also hold every operators' permission, editors and members those
 * that end in `.read`.
 */
export function permissionsOf(role: Role, tenantId: string): ReadonlySet<string> {
  const platform = tenantId === PLATFORM_TENANT_ID;
  const key = platform ? `platform ${role}` : role;
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
