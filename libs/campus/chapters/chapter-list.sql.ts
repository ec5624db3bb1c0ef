import { samples } from '#platform/database';
import { declareList, equals, integer, type ListFilter, timestamp, uuid } from '#platform/lists';
import { sights } from './chapter-scope.js';
import type { ChapterDto, ChapterSort } from './chapters.dto.js';
import { columns } from './chapters.sql.js';

const filters = {
  subject: equals('subject_id', samples.id),
  programme: equals('programme_id', samples.id),
  level: equals('level', 'L1'),
  professor: equals('professor_id', samples.id),
  state: equals('state', 'draft'),
};
type Filter = keyof typeof filters;

const common = {
  columns,
  from: 'campus.chapters',
  sorts: {
    '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
    position: { keys: [uuid('subject_id', 'subjectId'), integer('position', 'position'), uuid('id', 'id')] },
  },
  defaultSort: '-createdAt',
} as const;

const places: Readonly<Partial<Record<Filter, string>>> = {
  subject: 'subject',
  programme: 'programme',
  professor: 'professor',
  state: 'state',
};

/** The chapters of a tenant. */
export const chapterList = declareList<ChapterDto, ChapterSort, Filter>({
  ...common,
  name: 'campus.chapters',
  onReplica: true,
  filters,
  index: (sort, given) => {
    const [filter, ...others] = given;
    if (filter === undefined) return sort === 'position' ? 'chapters_by_position' : 'chapters_by_creation';
    // Of two filters the planner chooses the one with fewer rows, which are sorted.
    if (others.length > 0 || (sort === 'position' && filter !== 'subject') || !places[filter]) return undefined;
    return sort === 'position' ? 'chapters_by_position' : `chapters_by_${places[filter]}`;
  },
});

/** The chapters that one kind of scope shows, which is the value of the filter `scope`. */
const listOf = (kind: keyof typeof sights) => {
  const { condition, sample } = sights[kind];
  const scope: ListFilter = { condition, parameters: (value) => JSON.parse(value), sample: JSON.stringify(sample) };
  return declareList<ChapterDto, ChapterSort, Filter | 'scope'>({
    ...common,
    name: `campus.chapters-of-${kind}`,
    filters: { scope, ...filters, ...(kind === 'student' && { state: equals('state', 'published') }) },
    always: ['scope'],
    // What places and professors have is sorted; where most of a programme is of one level, its index serves students as well.
    index: () => undefined,
  });
};

/** The chapters that each kind of scope shows. */
export const listsInScope = { staff: listOf('staff'), professor: listOf('professor'), student: listOf('student') };
