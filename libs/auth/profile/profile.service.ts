import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import type { ErasureDto } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { Jobs } from '#platform/jobs';
import { type Operation, Operations } from '#platform/operations';
import { Realtime, topicOf } from '#platform/realtime';
import type { Tenant } from '#platform/tenancy';
import { sortKey } from '#platform/text-normalisation';
import { ErasureRequests, GRACE_DAYS } from '../members/erasure-requests.js';
import { assertOwnerLeft, targetOf } from '../members/member-rules.js';
import { memberTags } from '../members/member-tags.js';
import type { MemberDto } from '../members/members.dto.js';
import { membersProblems } from '../members/members.errors.js';
import { changeProfile, lockMembers, memberById } from '../members/members.sql.js';
import { reconcileSessions } from '../members/reconcile-sessions.job.js';
import { Passwords } from '../passwords/passwords.js';
import { Sessions } from '../sessions/sessions.js';
import { Throttle } from '../throttle/throttle.js';
import { Users } from '../users/users.js';
import { exportPerson } from './export-person.job.js';
import type { ProfileChangesDto, ProfileDto } from './profile.dto.js';
import { profileProblems } from './profile.errors.js';
import { signedIn } from './signed-in.js';

/** Reads and changes the caller's own account, and asks for its erasure. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly requests: ErasureRequests,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly operations: Operations,
    private readonly cache: CacheInvalidation,
    private readonly realtime: Realtime,
  ) {}

  /** @throws Problem `no_account` (403) for a key, `member_not_found` (404) */
  async read(tenant: Tenant, caller: Caller): Promise<ProfileDto> {
    const { userId: id } = signedIn(caller);
    const [row] = await this.database.read({ tenantId: tenant.id }, memberById, id);
    if (!row) throw membersProblems.member_not_found({ id });
    return profileOf(row, tenant, caller);
  }

  /**
   * Changes name or locale. Access tokens issued from now on hold the new name; earlier ones stay valid, since a name
   * grants nothing. Where both are so already, nothing is written.
   *
   * @param versions those that the caller accepts
   * @throws Problem `no_account` (403), `member_not_found` (404), `precondition_failed` (412)
   */
  async change(
    tenant: Tenant,
    caller: Caller,
    versions: ExpectedVersions,
    changes: ProfileChangesDto,
  ): Promise<ProfileDto> {
    const { userId: id } = signedIn(caller);
    const name = changes.name?.trim();
    const { locale } = changes;
    const tenantId = tenant.id;
    const row = await this.database.transaction({ tenantId }, async (tx) => {
      const key = name === undefined ? null : sortKey(name);
      const given = locale !== undefined;
      const [row] = await tx.run(changeProfile, id, versions ?? null, name ?? null, key, given, locale ?? null);
      if (!row) return undefined;
      await this.audit.record(tx, { action: 'auth.profile.changed', targetKind: 'user', targetId: id });
      await this.cache.within(tx, tenantId, memberTags(id));
      this.realtime.publish(tx, topicOf.user(tenantId, id), { name: 'profile.changed', data: {} });
      if (name !== undefined) await this.jobs.add(tx, reconcileSessions, { tenantId, userId: id });
      return row;
    });
    if (row) return profileOf(row, tenant, caller);
    const current = await this.read(tenant, caller);
    assertVersion(versions, current.version);
    return current;
  }

  /**
   * Starts the export of all data about the caller; one that is under way is returned.
   *
   * @throws Problem `no_account` (403), `too_many_operations` (429)
   */
  export(caller: Caller): Promise<Operation> {
    const { tenantId } = caller;
    const { userId } = signedIn(caller);
    return this.database.transaction({ tenantId }, (tx) =>
      this.operations.start(tx, exportPerson, { tenantId, userId }, 'me.write'),
    );
  }

  /**
   * Asks for the erasure of the caller, whose sessions have all ended when this resolves.
   *
   * @param network the network address of the client
   * @throws Problem `no_account`, `wrong_password`, `no_longer_allowed` (403), `last_owner` (409), `throttled` (429),
   *   `sign_in_busy` (503)
   */
  async erase({ id: tenantId }: Tenant, caller: Caller, password: string, network: string): Promise<ErasureDto> {
    const { userId: id } = signedIn(caller);
    await this.throttle.spend(tenantId, 'passwords', id);
    const user = await this.users.byId(tenantId, id);
    const verdict = await this.passwords.verify(password, user?.passwordHash, { tenantId, network });
    if (!user || verdict === 'no') throw profileProblems.wrong_password();
    await this.throttle.forget(tenantId, 'passwords', id);
    const erasure = await this.database.transaction({ tenantId }, async (tx) => {
      const own = targetOf(await tx.run(lockMembers, [id]), id);
      if (own.target.state !== 'active') throw membersProblems.no_longer_allowed();
      assertOwnerLeft(own);
      return this.requests.request(tx, { tenantId, userId: id }, GRACE_DAYS, 'person');
    });
    await this.sessions.end(tenantId, id, 'all');
    return erasure;
  }
}

function profileOf(row: MemberDto, { slug, name, product }: Tenant, caller: Caller): ProfileDto {
  const { id, email, role, locale, createdAt, version } = row;
  const permissions = [...caller.permissions].sort();
  const { id: sessionId } = signedIn(caller);
  const tenant = { slug, name, product };
  return { id, email, name: row.name, role, locale, permissions, tenant, sessionId, createdAt, version };
}
