import { declareList, equals, text, type WithNameKey } from '#platform/lists';
import { placeStatements } from '../structure/places.sql.js';
import type { SubjectDto } from './subjects.dto.js';

export const subjectStatements = placeStatements<SubjectDto>('campus.subjects', {
  in: ['university_id', 'ufr_id', 'programme_id'],
  fixed: ['level'],
});

export const subjectList = declareList<WithNameKey<SubjectDto>, 'name', 'programme' | 'level'>({
  name: 'campus.subjects',
  columns: `id, name, name_key as "nameKey", archived_at is not null as archived, version, university_id as "universityId",
    ufr_id as "ufrId", programme_id as "programmeId", level`,
  from: 'campus.subjects',
  filters: { programme: equals('programme_id'), level: equals('level') },
  // A programme may have a name once at each level.
  sorts: { name: { keys: [text('name_key', 'nameKey'), text('level', 'level')] } },
  always: ['programme'],
});
