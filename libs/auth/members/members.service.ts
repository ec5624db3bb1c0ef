import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import type { ErasureDto } from '#platform/data-lifecycle';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { Jobs } from '#platform/jobs';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { Realtime, topicOf } from '#platform/realtime';
import { sortKey } from '#platform/text-normalisation';
import type { UserDeactivated, UserReactivated, UserRoleChanged } from '../events/index.js';
import { Sessions } from '../sessions/sessions.js';
import { GivenAccess } from './access-given-by-user.js';
import { AccountRemoval } from './account-removal.js';
import { ErasureRequests } from './erasure-requests.js';
import { memberList } from './member-list.sql.js';
import {
  assertMayGive,
  assertMayTouch,
  assertOwnerLeft,
  type LockedMembers,
  readLocked,
  rolesGivenNow,
} from './member-rules.js';
import { memberTags } from './member-tags.js';
import type { MemberChangesDto, MemberDto, MembersQueryDto } from './members.dto.js';
import { membersProblems } from './members.errors.js';
import {
  changeMember,
  deactivateMember,
  type LockedMember,
  lockMembers,
  memberById,
  reactivateMember,
} from './members.sql.js';
import { reconcileSessions } from './reconcile-sessions.job.js';

type MemberEvent = UserRoleChanged | UserDeactivated | UserReactivated;

/**
 * Changes members. Tokens are revoked before the answer, and again by a job that is queued in the transaction of
 * the change, so that a process that dies in between loses no revocation.
 */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly removal: AccountRemoval,
    private readonly requests: ErasureRequests,
    private readonly given: GivenAccess,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly cache: CacheInvalidation,
    private readonly realtime: Realtime,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: MembersQueryDto): Promise<ListAnswer<MemberDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    return readList(rows, memberList, query, ({ nameKey: _name, signInKey: _signIn, ...member }) => member);
  }

  /** @throws Problem `member_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<MemberDto> {
    const [row] = await this.database.read({ tenantId }, memberById, id);
    return found(row, id);
  }

  /**
   * Changes role or name. When this resolves, tokens with another role are revoked, and so is the access that the
   * user gave and could no longer give. Where role and name are so already, nothing is written.
   *
   * @param versions those that the caller accepts
   * @throws Problem `member_not_found` (404), `precondition_failed` (412), `role_too_high`,
   *   `no_longer_allowed` (403), `own_account`, `last_owner` (409)
   */
  async change(caller: Caller, id: string, versions: ExpectedVersions, changes: MemberChangesDto): Promise<MemberDto> {
    const { tenantId } = caller;
    const { role } = changes;
    const name = changes.name?.trim();
    const { row, from } = await this.database.transaction({ tenantId }, async (tx) => {
      const locked = await this.lock(tx, caller, id);
      const { target } = locked;
      const newRole = role === target.role ? undefined : role;
      if (newRole) {
        assertMayTouch(locked);
        assertMayGive(locked.gives, newRole);
        assertOwnerLeft(locked);
      } else assertMayRename(locked);
      assertVersion(versions, target.version);
      const [row] = await tx.run(changeMember, id, role ?? null, name ?? null, name ? sortKey(name) : null);
      if (!row) return { row: found((await tx.run(memberById, id))[0], id), from: target.role };
      const details = { role: newRole ?? null, renamed: name !== undefined };
      await this.trace(tx, tenantId, id, 'auth.user.changed', details);
      this.realtime.publish(tx, topicOf.user(tenantId, id), { name: 'profile.changed', data: {} });
      if (newRole) {
        await this.given.withdraw(tx, tenantId, id, newRole);
        await this.publish(tx, id, roleChanged(id, target.role, newRole));
      }
      return { row, from: target.role };
    });
    if (row.role !== from) await this.sessions.describe(tenantId, id, { role: row.role, name: row.name });
    return row;
  }

  /**
   * Ends all sessions of the member, prevents new ones, and revokes the access that they gave. A member who is
   * deactivated already stays unchanged, and cannot cancel an erasure that they asked for any more.
   *
   * @throws Problem `member_not_found` (404), `role_too_high`, `no_longer_allowed` (403), `own_account`, `last_owner` (409)
   */
  async deactivate(caller: Caller, id: string): Promise<MemberDto> {
    const { tenantId } = caller;
    const row = await this.database.transaction({ tenantId }, async (tx) => {
      const locked = await this.lock(tx, caller, id);
      assertMayTouch(locked);
      assertOwnerLeft(locked);
      const [row] = await tx.run(deactivateMember, id);
      if (!row) {
        await this.requests.confirm(tx, id);
        return undefined;
      }
      await this.given.withdraw(tx, tenantId, id);
      await this.trace(tx, tenantId, id, 'auth.user.deactivated');
      await this.publish(tx, id, { type: 'auth.user.deactivated', version: 1, data: { userId: id } });
      return row;
    });
    await this.sessions.end(tenantId, id, 'all');
    return row ?? this.byId(tenantId, id);
  }

  /**
   * Lets the member sign in again; one who is not deactivated stays unchanged.
   *
   * @throws Problem `member_not_found` (404), `role_too_high`, `no_longer_allowed` (403), `own_account`,
   *   `erasure_pending` (409)
   */
  async reactivate(caller: Caller, id: string): Promise<MemberDto> {
    const { tenantId } = caller;
    const row = await this.database.transaction({ tenantId }, async (tx) => {
      assertMayTouch(await this.lock(tx, caller, id));
      await this.requests.requireNone(tx, id);
      const [row] = await tx.run(reactivateMember, id);
      if (!row) return undefined;
      await this.audit.record(tx, { action: 'auth.user.reactivated', targetKind: 'user', targetId: id });
      await this.cache.within(tx, tenantId, memberTags(id));
      await this.publish(tx, id, { type: 'auth.user.reactivated', version: 1, data: { userId: id } });
      return row;
    });
    return row ?? this.byId(tenantId, id);
  }

  /**
   * Removes the account; all its sessions have ended when this resolves. What the member wrote stays until it is erased.
   *
   * @throws Problem `member_not_found` (404), `role_too_high`, `no_longer_allowed` (403), `own_account`, `last_owner` (409)
   */
  async delete(caller: Caller, id: string): Promise<void> {
    const { tenantId } = caller;
    await this.database.transaction({ tenantId }, async (tx) => {
      const locked = await this.lock(tx, caller, id);
      assertMayTouch(locked);
      assertOwnerLeft(locked);
      await this.removal.remove(tx, tenantId, id);
    });
    await this.sessions.end(tenantId, id, 'all');
  }

  /**
   * Asks for the erasure of a person, whose access ends at once.
   *
   * @throws Problem `person_not_found` (404), `role_too_high`, `no_longer_allowed` (403), `own_account`, `last_owner` (409)
   */
  async erase(caller: Caller, id: string, graceDays: number): Promise<ErasureDto> {
    const { tenantId } = caller;
    const erasure = await this.database.transaction({ tenantId }, async (tx) => {
      const locked = await this.lockPerson(tx, caller, id);
      if (locked) assertMayTouch(locked);
      if (locked) assertOwnerLeft(locked);
      return this.requests.request(tx, { tenantId, userId: id }, graceDays, 'tenant');
    });
    await this.sessions.end(tenantId, id, 'all');
    return erasure;
  }

  /**
   * Cancels the erasure of a person during its grace period. A member stays deactivated.
   *
   * @throws Problem `erasure_not_found` (404), `role_too_high`, `no_longer_allowed` (403), `own_account`, `erasure_begun` (409)
   */
  cancelErasure(caller: Caller, id: string): Promise<void> {
    return this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      const locked = await this.lockPerson(tx, caller, id);
      if (locked) assertMayTouch(locked);
      await this.requests.cancel(tx, id);
    });
  }

  private async lock(tx: Transaction, caller: Caller, id: string): Promise<LockedMembers> {
    return readLocked(await this.lockRows(tx, caller, id), caller, id);
  }

  /** Undefined where the person has no account any more. @throws Problem `no_longer_allowed` (403) */
  private async lockPerson(tx: Transaction, caller: Caller, id: string): Promise<LockedMembers | undefined> {
    const rows = await this.lockRows(tx, caller, id);
    if (rows.some((row) => row.id === id)) return readLocked(rows, caller, id);
    rolesGivenNow(rows, caller);
    return undefined;
  }

  private lockRows(tx: Transaction, caller: Caller, id: string): Promise<LockedMember[]> {
    return tx.run(lockMembers, caller.session ? [id, caller.id] : [id]);
  }

  /** Writes the audit line of a change, voids what is cached of the member, and queues the job that reconciles the sessions. */
  private async trace(
    tx: Transaction,
    tenantId: string,
    userId: string,
    action: string,
    details?: Record<string, string | boolean | null>,
  ): Promise<void> {
    const line = { action, targetKind: 'user', targetId: userId, ...(details && { details }) };
    await Promise.all([
      this.audit.record(tx, line),
      this.cache.within(tx, tenantId, memberTags(userId)),
      this.jobs.add(tx, reconcileSessions, { tenantId, userId }),
    ]);
  }

  private async publish(tx: Transaction, userId: string, event: MemberEvent): Promise<void> {
    await this.events.publish(tx, userId, event);
  }
}

/** Callers may change their own name here as well. */
function assertMayRename(locked: LockedMembers): void {
  if (locked.caller.id !== locked.target.id) assertMayTouch(locked);
}

function roleChanged(userId: string, from: UserRoleChanged['data']['from'], to: UserRoleChanged['data']['to']) {
  return { type: 'auth.user.role-changed', version: 1, data: { userId, from, to } } as const;
}

function found(row: MemberDto | undefined, id: string): MemberDto {
  if (!row) throw membersProblems.member_not_found({ id });
  return row;
}
