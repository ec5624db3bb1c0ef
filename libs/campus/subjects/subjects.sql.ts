import { declareList, equals, text } from '#platform/lists';
import { placeStatements } from '../structure/places.sql.js';
import type { SubjectDto } from './subjects.dto.js';

export const subjectStatements = placeStatements<SubjectDto>('campus.subjects', {
  in: ['university_id', 'ufr_id', 'programme_id'],
  fixed: ['level'],
});

export interface SubjectRow extends SubjectDto {
  readonly nameKey: string;
}

export const subjectList = declareList<SubjectRow, 'name', 'programme' | 'level'>({
  name: 'campus.subjects',
  columns: `id, name, name_key as "nameKey", archived_at is not null as archived, version, university_id as "universityId",
    ufr_id as "ufrId", programme_id as "programmeId", level`,
  from: 'campus.subjects',
  filters: { programme: equals('programme_id'), level: equals('level') },
  // A programme may have a name once at each level.
  sorts: { name: { keys: [text('name_key', 'nameKey'), text('level', 'level')] } },
  defaultSort: 'name',
  always: ['programme'],
});
