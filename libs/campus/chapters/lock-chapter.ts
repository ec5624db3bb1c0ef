import type { Transaction } from '#platform/database';
import { campusProblems } from '../campus.errors.js';
import type { Scope } from '../scopes/scope.js';
import { seenBy } from './chapter-scope.js';
import type { ChapterDto } from './chapters.dto.js';
import { lockChapterInScope } from './chapters.sql.js';

/**
 * Locks a chapter for a change of it or of its files: admins and the staff of its place change any, professors their own.
 *
 * @throws Problem `chapter_not_found` (404) where the scope does not show it, `chapter_of_another` (403)
 */
export async function lockChapter(tx: Transaction, scope: Scope, id: string): Promise<ChapterDto> {
  const [chapter] = await tx.run(lockChapterInScope, id, ...seenBy(scope));
  if (!chapter) throw campusProblems.chapter_not_found({ id });
  const changesAny = scope.kind === 'tenant' || scope.kind === 'staff';
  if (!changesAny && chapter.professorId !== scope.id) throw campusProblems.chapter_of_another();
  return chapter;
}
