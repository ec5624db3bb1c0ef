import { chapterSight, samples } from '../support/samples.js';
import { type ListChecks, orderNames } from '../support/statements.js';

export const lists: ListChecks = {
  'campus.announcements': {
    samples: { scope: JSON.stringify([JSON.stringify([{ universityId: samples.id }]), samples.id]) },
    index: 'announcements_pkey',
  },
  'campus.chapters': {
    samples: { subject: samples.id, programme: samples.id, level: 'L1', professor: samples.id, state: 'draft' },
    index: (sort, given) => {
      const [filter, ...others] = given;
      if (filter === undefined) return sort === 'position' ? 'chapters_by_position' : 'chapters_by_creation';
      // The planner chooses the filter with fewer rows, which are sorted.
      if (others.length > 0 || (sort === 'position' && filter !== 'subject') || filter === 'level') return undefined;
      return sort === 'position' ? 'chapters_by_position' : `chapters_by_${filter}`;
    },
  },
  'campus.chapters-of-professor': {
    samples: {
      scope: JSON.stringify([`{${samples.id}}`]),
      subject: samples.id,
      programme: samples.id,
      level: 'L1',
      professor: samples.id,
      state: 'draft',
    },
  },
  // Rows of a place or a professor are sorted; where most of a programme is of one level, its index serves students as well.
  'campus.chapters-of-staff': {
    samples: {
      scope: JSON.stringify([`{${samples.id}}`, `{${samples.id}}`]),
      subject: samples.id,
      programme: samples.id,
      level: 'L1',
      professor: samples.id,
      state: 'draft',
    },
  },
  'campus.chapters-of-student': {
    samples: {
      scope: JSON.stringify([samples.id, 'L1']),
      subject: samples.id,
      programme: samples.id,
      level: 'L1',
      professor: samples.id,
      state: 'published',
    },
  },
  'campus.comment-answers': {
    samples: {
      chapter: JSON.stringify([samples.id, ...chapterSight]),
      parent: samples.id,
    },
    index: 'comments_by_parent',
  },
  'campus.comment-threads': {
    samples: {
      chapter: JSON.stringify([samples.id, ...chapterSight]),
    },
    index: 'comments_by_chapter',
  },
  'campus.notifications': {
    samples: { unread: 'true' },
    index: (_sort, [filter]) => (filter ? 'notifications_unread' : 'notifications_pkey'),
  },
  // Lines to a place, with a problem or by hand are few, and may be sorted.
  'campus.passage-lines': {
    samples: {
      plan: JSON.stringify([samples.id, 'true', `{${samples.id}}`, `{${samples.id}}`]),
      programme: samples.id,
      level: 'L2',
      problem: 'no_rule',
      exception: 'true',
    },
    index: (sort, given) => (given.length > 1 ? undefined : `passage_lines_by_${sort}`),
  },
  // A place has few, which may be sorted.
  'campus.passage-plans': {
    samples: {
      within: JSON.stringify(['false', `{${samples.id}}`, `{${samples.id}}`]),
      year: samples.id,
      state: 'planned',
      unfinished: 'true',
    },
  },
  'campus.passage-rules': { samples: { programme: samples.id }, index: 'passage_rules_pkey' },
  'campus.professors': {
    samples: { university: samples.id, subject: samples.id },
    index: (sort, given) => (given.length > 0 ? undefined : `professors_by_${orderNames[sort]}`),
  },
  'campus.professors-in-places': {
    samples: {
      places: JSON.stringify([`{${samples.id}}`, `{${samples.id}}`]),
      university: samples.id,
      subject: samples.id,
    },
  },
  'campus.roster-refusals': { samples: { roster: samples.id }, index: 'roster_refusals_pkey' },
  'campus.staff': { index: (sort) => `staff_by_${orderNames[sort]}` },
  'campus.students': {
    samples: {
      year: 'open',
      university: samples.id,
      ufr: samples.id,
      programme: samples.id,
      level: 'L1',
      state: 'left',
      search: 'sampleton 1',
    },
    index: (sort, given) => {
      const places = given.filter((name) => ['university', 'ufr', 'programme'].includes(name));
      // PostgreSQL takes few students to match a search, two places, or level and state, and may sort them.
      if (given.includes('search') || places.length > 1) return undefined;
      if (given.includes('level') && given.includes('state')) return undefined;
      return `enrolments_by_${places[0] ?? 'year'}_${orderNames[sort]}`;
    },
  },
  'campus.students-in-scope': {
    samples: {
      year: 'open',
      scope: JSON.stringify([`{${samples.id}}`, `{${samples.id}}`, samples.id]),
      choice: JSON.stringify(['', '', '', 'L1', '']),
      search: 'sampleton 1',
    },
  },
  'campus.subjects': {
    samples: { programme: samples.id, level: 'L1' },
    index: (_sort, [, level]) => (level ? undefined : 'subjects_by_programme'),
  },
};
