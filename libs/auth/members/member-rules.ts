import { type Role, roles } from '#platform/access';
import type { Caller } from './caller.js';
import { membersProblems } from './members.errors.js';
import type { LockedMember } from './members.sql.js';

/** What a change is about to find: those concerned and the owners, all locked. */
export interface LockedMembers {
  readonly caller: Caller;
  readonly target: LockedMember;
  readonly others: readonly LockedMember[];
}

/**
 * Picks the target out of what was locked; the caller's role is that of their row, since the token
 * may be older.
 *
 * @throws Problem `member_not_found` (404); `role_too_high` (403) where the caller is no member any more
 */
export function readLocked(rows: readonly LockedMember[], caller: Caller, id: string): LockedMembers {
  const target = rows.find((row) => row.id === id);
  if (!target) throw membersProblems.member_not_found({ id });
  const others = rows.filter((row) => row !== target);
  if (caller.userId === undefined) return { caller, target, others };
  const row = rows.find((each) => each.id === caller.userId);
  if (row?.state !== 'active') throw membersProblems.role_too_high();
  return { caller: { ...caller, role: row.role }, target, others };
}

/** @throws Problem `own_account` (409), `role_too_high` (403) where an owner is touched by somebody else */
export function assertMayTouch({ caller, target }: LockedMembers): void {
  if (caller.userId === target.id) throw membersProblems.own_account();
  assertMayGive(caller, target.role);
}

/** The roles that whoever may make members at all can give: only owners make owners. */
export function rolesToGive(role: Role): Role[] {
  return roles.filter((given) => given !== 'owner' || role === 'owner');
}

/** @throws Problem `role_too_high` (403) where somebody who is no owner would make one */
export function assertMayGive(caller: Pick<Caller, 'role'>, role: Role): void {
  if (!rolesToGive(caller.role).includes(role)) throw membersProblems.role_too_high();
}

/** @throws Problem `last_owner` (409) where the target is the only active owner there is */
export function assertOwnerLeft({ target, others }: Pick<LockedMembers, 'target' | 'others'>): void {
  if (target.role !== 'owner' || target.state !== 'active') return;
  if (!others.some(({ role, state }) => role === 'owner' && state === 'active')) throw membersProblems.last_owner();
}
