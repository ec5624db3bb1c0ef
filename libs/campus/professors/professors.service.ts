import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { type AtVersion, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { type Addressed, beginWriting, followAddresses } from '../accounts/link-accounts.js';
import { campusProblems } from '../campus.errors.js';
import { contentOf, refusingTwins } from '../persons/person.sql.js';
import type { Scope } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import type { ProfessorContentDto, ProfessorDto, ProfessorsQueryDto } from './professors.dto.js';
import {
  addSubjects,
  professorList,
  professorStatements,
  professorsInPlaces,
  removeSubjects,
  teachesIn,
} from './professors.sql.js';

const { byId, insert, change, remove } = professorStatements;
const notFound = (id: string) => campusProblems.professor_not_found({ id });

/** Keeps professors and the subjects that they teach. */
@Injectable()
export class ProfessorsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly audit: Audit,
  ) {}

  /**
   * To admins those of the tenant, to staff those who teach in their places, and to others none.
   *
   * @throws Problem `no_campus_scope` (403), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  async list(caller: Caller, query: ProfessorsQueryDto): Promise<ListAnswer<ProfessorDto>> {
    return this.listWithin(caller.tenantId, await this.scopes.of(caller), query);
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  listWithin(tenantId: string, scope: Scope, query: ProfessorsQueryDto): Promise<ListAnswer<ProfessorDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    const [, universities, ufrs] = scopeValues(scope);
    if (scope.kind === 'tenant') return readList(rows, professorList, query, withoutNameKey);
    const places = JSON.stringify([universities, ufrs]);
    return readList(rows, professorsInPlaces, { ...query, places }, withoutNameKey);
  }

  /** @throws Problem `no_campus_scope` (403), `professor_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<ProfessorDto> {
    const scope = await this.scopes.of(caller);
    const tenant = { tenantId: caller.tenantId };
    const [, universities, ufrs] = scopeValues(scope);
    const visible =
      scope.kind === 'tenant' || (await this.database.read(tenant, teachesIn, id, universities, ufrs)).length > 0;
    const [row] = visible ? await this.database.read(tenant, byId, id) : [];
    if (!row) throw notFound(id);
    return row;
  }

  /** @throws Problem `address_taken` (409), `unknown_subject` (422) */
  create({ tenantId }: Caller, professor: ProfessorContentDto): Promise<ProfessorDto> {
    return this.writing(tenantId, professor, async (tx) => {
      const [row] = await tx.run(insert, tenantId, newId(), ...contentOf(professor));
      return row as Addressed;
    });
  }

  /**
   * @throws Problem `professor_not_found` (404), `address_taken` (409), `precondition_failed` (412), `unknown_subject` (422)
   */
  change({ tenantId }: Caller, { id, versions }: AtVersion, professor: ProfessorContentDto): Promise<ProfessorDto> {
    return this.writing(tenantId, professor, async (tx) => {
      const [row] = await tx.run(change, id, versions ?? null, ...contentOf(professor));
      if (!row) refuseChange((await tx.run(byId, id))[0], versions, notFound(id));
      await tx.run(removeSubjects, id);
      return row;
    });
  }

  /**
   * @throws Problem `professor_not_found` (404), `precondition_failed` (412)
   */
  async delete({ tenantId }: Caller, { id, versions }: AtVersion): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(remove, id, versions ?? null);
      if (!row) refuseChange((await tx.run(byId, id))[0], versions, notFound(id));
      await this.audit.record(tx, { action: 'campus.professor.deleted', targetKind: 'professors', targetId: id });
    });
  }

  /** Writes the row of a professor, who teaches nothing then, and the subjects. */
  private writing(
    tenantId: string,
    professor: ProfessorContentDto,
    write: (tx: Transaction) => Promise<Addressed>,
  ): Promise<ProfessorDto> {
    const { subjectIds } = professor;
    return refusingTwins(professor, () =>
      this.database.transaction({ tenantId }, async (tx) => {
        await beginWriting(tx, tenantId);
        const written = await write(tx);
        const { id } = written;
        await followAddresses(tx, 'professors', [written]);
        const added = subjectIds.length === 0 ? [] : await tx.run(addSubjects, id, subjectIds);
        if (added.length < subjectIds.length) throw campusProblems.unknown_subject();
        // Who may see and change what follows from it.
        const line = {
          action: 'campus.professor.written',
          targetKind: 'professors',
          targetId: id,
          details: { subjects: subjectIds.join(' ') },
        };
        await this.audit.record(tx, line);
        const [row] = await tx.run(byId, id);
        return row as ProfessorDto;
      }),
    );
  }
}
