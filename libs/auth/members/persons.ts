import { Injectable } from '@nestjs/common';
import { type ErasureDto, type Person, PersonExports, PersonRows } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { isUuid } from '#platform/ids';
import { Sessions } from '../sessions/sessions.js';
import { Users } from '../users/users.js';
import { provenUserById } from '../users/users.sql.js';
import { ErasureRequests } from './erasure-requests.js';
import { assertOwnerLeft, targetOf } from './member-rules.js';
import { membersProblems } from './members.errors.js';
import { lockMembers } from './members.sql.js';

/** What operators and jobs do for a person: a user of a tenant, or somebody who was one. */
@Injectable()
export class Persons {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly requests: ErasureRequests,
    private readonly exports: PersonExports,
    private readonly rows: PersonRows,
  ) {}

  /**
   * @param who an address, or the id of a user, who may be removed already
   * @throws Problem `member_not_found` (404) for an address that no user has
   */
  async find(tenantId: string, who: string): Promise<Person> {
    if (isUuid(who)) return { tenantId, userId: who };
    const user = await this.users.byEmail(tenantId, who);
    if (!user) throw membersProblems.member_not_found({ id: who });
    return { tenantId, userId: user.id };
  }

  /**
   * Writes the export of a person, which can be read for seven days.
   *
   * @param id of the export, a UUID
   * @param how whether it replaces those that there are of the person, in the same moment
   * @returns the number of lines
   */
  async export(person: Person, id: string, how: { replaces: boolean }): Promise<number> {
    const [proven] = await this.database.read({ tenantId: person.tenantId }, provenUserById, person.userId);
    // Anyone may have registered the address of another, whose data it names.
    return this.exports.write(person, id, { email: proven?.email }, how);
  }

  /**
   * Asks for the erasure of a person, whose access has ended when this resolves.
   *
   * @param graceDays 0 to 30
   * @throws Problem `person_not_found` (404), `last_owner` (409)
   */
  async erase({ tenantId, userId }: Person, graceDays: number): Promise<ErasureDto> {
    const erasure = await this.database.transaction({ tenantId }, async (tx) => {
      const rows = await tx.run(lockMembers, [userId]);
      if (rows.some(({ id }) => id === userId)) assertOwnerLeft(targetOf(rows, userId));
      return this.requests.request(tx, { tenantId, userId }, graceDays, 'tenant');
    });
    await this.sessions.end(tenantId, userId, 'all');
    return erasure;
  }

  /** Erases a person whom the ledger has and this state of the database has not. */
  async eraseAgain(person: Person): Promise<void> {
    const [proven] = await this.database.read({ tenantId: person.tenantId }, provenUserById, person.userId);
    await this.rows.eraseAgain(person, { email: proven?.email });
  }
}
