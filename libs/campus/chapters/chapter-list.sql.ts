import { declareList, equals, integer, type ListFilter, timestamp, uuid } from '#platform/lists';
import { sights } from './chapter-scope.js';
import type { ChapterDto, ChapterSort } from './chapters.dto.js';
import { columns } from './chapters.sql.js';

const filters = {
  subject: equals('subject_id'),
  programme: equals('programme_id'),
  level: equals('level'),
  professor: equals('professor_id'),
  state: equals('state'),
};
type Filter = keyof typeof filters;

const common = {
  columns,
  from: 'campus.chapters',
  sorts: {
    '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
    position: { keys: [uuid('subject_id', 'subjectId'), integer('position', 'position'), uuid('id', 'id')] },
  },
} as const;

/** The chapters of a tenant. */
export const chapterList = declareList<ChapterDto, ChapterSort, Filter>({
  ...common,
  name: 'campus.chapters',
  onReplica: true,
  filters,
});

/** The chapters that one kind of scope shows, which is the value of the filter `scope`. */
const listOf = (kind: keyof typeof sights) => {
  const { condition } = sights[kind];
  const scope: ListFilter = { condition, parameters: (value) => JSON.parse(value) };
  return declareList<ChapterDto, ChapterSort, Filter | 'scope'>({
    ...common,
    name: `campus.chapters-of-${kind}`,
    filters: { scope, ...filters },
    always: ['scope'],
  });
};

/** The chapters that each kind of scope shows. */
export const listsInScope = { staff: listOf('staff'), professor: listOf('professor'), student: listOf('student') };
