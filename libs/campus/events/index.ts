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
