import { Injectable } from '@nestjs/common';
import { type Caller, mayCall, personOf } from '#platform/access';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { ADMINISTER } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import type { PlaceKind } from '../structure/places.service.js';
import { keepProgramme } from '../structure/structure.sql.js';
import type { NewSubjectDto, SubjectChangesDto, SubjectDto, SubjectsQueryDto } from './subjects.dto.js';
import { subjectList, subjectStatements } from './subjects.sql.js';

export const subjects: PlaceKind<SubjectDto, NewSubjectDto, SubjectChangesDto> = {
  statements: subjectStatements,
  // No cached answer shows them.
  tags: [],
  in: { field: 'programmeId', keep: keepProgramme },
  checkNew({ level }, { levels = [] }) {
    if (!levels.includes(level)) throw campusProblems.level_not_offered({ level, levels: levels.join(', ') });
  },
};

/** Lists the subjects of programmes. */
@Injectable()
export class SubjectsService {
  constructor(private readonly database: Database) {}

  /**
   * Of a programme, whoever asks: what is taught is no secret among members. Keys that act for no user are those of admins.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), `no_account` (403)
   */
  async list(caller: Caller, query: SubjectsQueryDto): Promise<ListAnswer<SubjectDto>> {
    if (!mayCall(caller, ADMINISTER)) personOf(caller);
    return readList(rowsOfTenant(this.database, caller.tenantId), subjectList, query, withoutNameKey);
  }
}
