import { Injectable } from '@nestjs/common';
import { provenUser } from '#auth';
import { type Caller, personOf } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, isUniqueViolation } from '#platform/database';
import { type AtVersion, refuseChange } from '#platform/http';
import { type Operation, Operations } from '#platform/operations';
import { ADMINISTER } from '../campus.access.js';
import { aboutField, campusProblems } from '../campus.errors.js';
import type { AccountDto, InvitePeopleDto } from './accounts.dto.js';
import { accounts, lockAccounts, type PersonKind } from './accounts.sql.js';
import { invitePeople } from './invite-people.job.js';

export const notFoundOf = {
  students: campusProblems.student_not_found,
  professors: campusProblems.professor_not_found,
  staff: campusProblems.staff_not_found,
} as const;

/** Gives people accounts: by hand, and by inviting them. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly audit: Audit,
  ) {}

  /**
   * @param at the person
   * @throws Problem `student_not_found`, `professor_not_found`, `staff_not_found` (404), `account_taken` (409),
   *   `precondition_failed` (412), `unknown_account` (422)
   */
  async set(
    tenantId: string,
    kind: PersonKind,
    { id, versions }: AtVersion,
    userId: string | null,
  ): Promise<AccountDto> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        // A user who is deleted at the same time is unlinked after this.
        await tx.run(lockAccounts, tenantId);
        if (userId !== null && !(await provenUser(tx, userId)))
          throw aboutField('unknown_account', '/userId', { id: userId });
        const [row] = await tx.run(accounts[kind].set, id, versions ?? null, userId);
        if (!row) refuseChange((await tx.run(accounts[kind].byId, id))[0], versions, notFoundOf[kind]({ id }));
        const line = { action: 'campus.account.set', targetKind: kind, targetId: id, details: { userId } };
        await this.audit.record(tx, line);
        return row;
      });
    } catch (error) {
      if (isUniqueViolation(error, `${kind}_by_user`)) throw campusProblems.account_taken({ id: userId ?? '' });
      throw error;
    }
  }

  /**
   * People alone invite: a key that is stolen must not make accounts.
   *
   * @throws Problem `no_account` (403) for a key, `operations_at_work` (429)
   */
  invite(caller: Caller, { kind, ids }: InvitePeopleDto): Promise<Operation> {
    const { userId: _actsFor, ...signedIn } = caller;
    const { tenantId, userId: inviterId } = personOf(signedIn);
    const payload = { tenantId, kind, ids, inviterId, askedAt: new Date().toISOString() };
    return this.database.transaction({ tenantId }, (tx) =>
      this.operations.start(tx, invitePeople, payload, ADMINISTER),
    );
  }
}
