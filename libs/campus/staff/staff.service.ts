import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { type AtVersion, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { type Addressed, beginWriting, followAddresses } from '../accounts/link-accounts.js';
import { campusProblems } from '../campus.errors.js';
import type { PersonsQueryDto } from '../persons/person.dto.js';
import { contentOf, refusingTwins } from '../persons/person.sql.js';
import { unknownPlace } from '../structure/places.service.js';
import type { StaffContentDto, StaffMemberDto } from './staff.dto.js';
import { addPlaces, removePlaces, staffList, staffStatements } from './staff.sql.js';

const { byId, insert, change, remove } = staffStatements;
const notFound = (id: string) => campusProblems.staff_not_found({ id });

/** Keeps the staff and where they work, for admins. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: PersonsQueryDto): Promise<ListAnswer<StaffMemberDto>> {
    return readList(rowsOfTenant(this.database, tenantId), staffList, query, withoutNameKey);
  }

  /** @throws Problem `staff_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<StaffMemberDto> {
    const [row] = await this.database.read({ tenantId }, byId, id);
    if (!row) throw notFound(id);
    return row;
  }

  /** @throws Problem `address_taken` (409), `unknown_place` (422) */
  create(tenantId: string, member: StaffContentDto): Promise<StaffMemberDto> {
    return this.writing(tenantId, member, async (tx) => {
      const [row] = await tx.run(insert, tenantId, newId(), ...contentOf(member));
      return row as Addressed;
    });
  }

  /**
   * @throws Problem `staff_not_found` (404), `address_taken` (409), `precondition_failed` (412), `unknown_place` (422)
   */
  change(tenantId: string, { id, versions }: AtVersion, member: StaffContentDto): Promise<StaffMemberDto> {
    return this.writing(tenantId, member, async (tx) => {
      const [row] = await tx.run(change, id, versions ?? null, ...contentOf(member));
      if (!row) refuseChange((await tx.run(byId, id))[0], versions, notFound(id));
      await tx.run(removePlaces, id);
      return row;
    });
  }

  /**
   * @throws Problem `staff_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, { id, versions }: AtVersion): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(remove, id, versions ?? null);
      if (!row) refuseChange((await tx.run(byId, id))[0], versions, notFound(id));
      await this.audit.record(tx, { action: 'campus.staff.deleted', targetKind: 'staff', targetId: id });
    });
  }

  /** Writes the row of a member of the staff, who then has no places, and the places. */
  private writing(
    tenantId: string,
    member: StaffContentDto,
    write: (tx: Transaction) => Promise<Addressed>,
  ): Promise<StaffMemberDto> {
    const { places } = member;
    return refusingTwins(member, () =>
      this.database.transaction({ tenantId }, async (tx) => {
        await beginWriting(tx, tenantId);
        const written = await write(tx);
        const { id } = written;
        await followAddresses(tx, 'staff', [written]);
        const added = new Set((await tx.run(addPlaces, id, JSON.stringify(places))).map((place) => place.id));
        for (const [i, { universityId, ufrId }] of places.entries()) {
          const placeId = ufrId ?? universityId;
          if (!added.has(placeId)) throw unknownPlace(`places/${i}`, placeId);
        }
        // Who may see and change what follows from it.
        const line = {
          action: 'campus.staff.written',
          targetKind: 'staff',
          targetId: id,
          details: { places: places.map(({ universityId, ufrId }) => ufrId ?? universityId).join(' ') },
        };
        await this.audit.record(tx, line);
        const [row] = await tx.run(byId, id);
        return row as StaffMemberDto;
      }),
    );
  }
}
