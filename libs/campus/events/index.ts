/** A chapter was published, also one that was archived before. */
export interface ChapterPublished {
  readonly type: 'campus.chapter.published';
  readonly version: 1;
  readonly data: { readonly chapterId: string; readonly subjectId: string };
}
