import type { EventOf } from '#platform/events';

/** A roster was applied to the students of a year. */
export type RosterApplied = EventOf<'campus.roster.applied', { id: string; yearId: string }>;

/** A chapter was published, also one that was archived before. */
export type ChapterPublished = EventOf<'campus.chapter.published', { chapterId: string; subjectId: string }>;

/** A plan of passages was applied: the enrolments of the next year are written. */
export type PassagesApplied = EventOf<
  'campus.passages.applied',
  { planId: string; fromYearId: string; toYearId: string }
>;
