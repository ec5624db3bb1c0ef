import type { Caller, Role } from '#platform/access';
import { membersProblems } from './members.errors.js';
import type { LockedMember } from './members.sql.js';
import { rolesGivenBy, rolesToGive } from './who-may-give-roles.js';

/** The member to change, and the owners, all locked. */
export interface LockedTarget {
  readonly target: LockedMember;
  readonly others: readonly LockedMember[];
}

/** The locked rows, with the caller's current permissions. */
export interface LockedMembers extends LockedTarget {
  readonly caller: Caller;
  /** The roles that the caller may give, and whose holders they may change. */
  readonly gives: readonly Role[];
}

/**
 * Finds the target among the locked rows.
 *
 * @throws Problem `member_not_found` (404)
 */
export function targetOf(rows: readonly LockedMember[], id: string): LockedTarget {
  const target = rows.find((row) => row.id === id);
  if (!target) throw membersProblems.member_not_found({ id });
  return { target, others: rows.filter((row) => row !== target) };
}

/**
 * Finds target and caller among the locked rows. The roles that the caller may give are read from their row, since
 * the token may be out of date.
 *
 * @throws Problem `member_not_found` (404); `no_longer_allowed` (403) where the caller may no longer change members
 */
export function readLocked(rows: readonly LockedMember[], caller: Caller, id: string): LockedMembers {
  const locked = targetOf(rows, id);
  return { caller, gives: rolesGivenNow(rows, caller), ...locked };
}

/**
 * The roles that the caller may give now, by their locked row.
 *
 * @throws Problem `no_longer_allowed` (403) where the caller may no longer change members
 */
export function rolesGivenNow(rows: readonly LockedMember[], caller: Caller): readonly Role[] {
  const { tenantId } = caller;
  if (!caller.session) return rolesToGive(caller, 'members.write', tenantId);
  const row = rows.find((each) => each.id === caller.id);
  const gives = row?.state === 'active' ? rolesGivenBy(row.role, 'members.write', tenantId) : [];
  if (gives.length === 0) throw membersProblems.no_longer_allowed();
  return gives;
}

/** @throws Problem `own_account` (409), `role_too_high` (403) where the caller could not give the target's role */
export function assertMayTouch({ caller, gives, target }: LockedMembers): void {
  if (caller.id === target.id) throw membersProblems.own_account();
  assertMayGive(gives, target.role);
}

/** @throws Problem `role_too_high` (403) where the role is not among those that the caller may give */
export function assertMayGive(gives: readonly Role[], role: Role): void {
  if (!gives.includes(role)) throw membersProblems.role_too_high({ role, roles: gives.join(', ') || '–' });
}

/** @throws Problem `last_owner` (409) where the target is the only active owner */
export function assertOwnerLeft({ target, others }: LockedTarget): void {
  if (target.role !== 'owner' || target.state !== 'active') return;
  if (!others.some(({ role, state }) => role === 'owner' && state === 'active')) throw membersProblems.last_owner();
}
