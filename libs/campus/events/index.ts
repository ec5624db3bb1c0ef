/** A roster was applied to the students of a year. */
export interface RosterApplied {
  readonly type: 'campus.roster.applied';
  readonly version: 1;
  readonly data: { readonly id: string; readonly yearId: string };
}

/** A chapter was published, also one that was archived before. */
export interface ChapterPublished {
  readonly type: 'campus.chapter.published';
  readonly version: 1;
  readonly data: { readonly chapterId: string; readonly subjectId: string };
}

/** A plan of passages was applied: the enrolments of the next year are written. */
export interface PassagesApplied {
  readonly type: 'campus.passages.applied';
  readonly version: 1;
  readonly data: { readonly planId: string; readonly fromYearId: string; readonly toYearId: string };
}
