import { Injectable } from '@nestjs/common';
import { type Caller, personIn, personOf } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfPerson, rowsOfTenant } from '#platform/lists';
import { aboutField, campusProblems } from '../campus.errors.js';
import { seenBy } from '../chapters/chapter-scope.js';
import { lockChapter } from '../chapters/lock-chapter.js';
import { Notifier } from '../notifications/notifier.js';
import type { Scope } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import type { CommentContentDto, CommentDto, CommentsQueryDto, NewCommentDto } from './comments.dto.js';
import {
  answerList,
  changeComment,
  commentedChapter,
  commentInScope,
  emptyComment,
  insertComment,
  lockComment,
  recentComments,
  takeAuthor,
  threadList,
  threadOf,
} from './comments.sql.js';

/** Comments that one user may write in a minute. */
const MOST_A_MINUTE = 20;

/** Keeps the comments on chapters, for whoever sees the chapter. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly notifier: Notifier,
  ) {}

  /**
   * Where the chapter was archived, its comments are read on by whoever sees it.
   *
   * @throws Problem `no_campus_scope` (403), `chapter_not_found` (404), `invalid_cursor`, `mixed_pagination`,
   *   `page_out_of_reach` (400)
   */
  async list(
    caller: Caller,
    chapterId: string,
    { parent, ...query }: CommentsQueryDto,
  ): Promise<ListAnswer<CommentDto>> {
    const scope = await this.scopes.of(caller);
    const person = personIn(caller);
    // The author alone sees why a comment was deleted.
    const rows = person ? rowsOfPerson(this.database, person) : rowsOfTenant(this.database, caller.tenantId);
    const asked = { ...query, chapter: JSON.stringify([chapterId, ...seenBy(scope)]) };
    const answer = await (parent
      ? readList(rows, answerList, { ...asked, parent })
      : readList(rows, threadList, asked));
    if (answer.data.length === 0) {
      const [chapter] = await rows.read(commentedChapter, chapterId, ...seenBy(scope));
      if (!chapter) throw campusProblems.chapter_not_found({ id: chapterId });
    }
    return answer;
  }

  /** @throws Problem `no_campus_scope` (403), `comment_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<CommentDto> {
    const scope = await this.scopes.of(caller);
    const inForce = personIn(caller) ?? { tenantId: caller.tenantId };
    const [comment] = await this.database.read(inForce, commentInScope, id, ...seenBy(scope));
    if (!comment) throw campusProblems.comment_not_found({ id });
    return comment;
  }

  /**
   * @throws Problem `no_account`, `no_campus_scope`, `may_not_comment` (403), `chapter_not_found` (404),
   *   `chapter_not_published` (409), `no_such_thread` (422), `too_many_comments` (429) with Retry-After
   */
  async write(caller: Caller, chapterId: string, { body, parentId }: NewCommentDto): Promise<CommentDto> {
    const person = personOf(caller);
    const scope = await this.scopes.of(caller);
    return this.database.transaction(person, async (tx) => {
      const [chapter] = await tx.run(commentedChapter, chapterId, ...seenBy(scope));
      if (!chapter) throw campusProblems.chapter_not_found({ id: chapterId });
      if (!chapter.published) throw campusProblems.chapter_not_published();
      await refuseFlood(tx, person.userId);
      const [thread] = parentId ? await tx.run(threadOf, parentId, chapterId) : [];
      if (parentId && !thread) throw aboutField('no_such_thread', '/parentId', { id: parentId });
      const id = newId();
      const [comment] = await tx.run(insertComment, id, chapterId, parentId ?? null, person.userId, body);
      if (!comment) throw campusProblems.may_not_comment();
      const asked = thread?.readerId;
      const cause = { kind: 'comment-answered', aboutId: id, chapterId } as const;
      if (asked && asked !== person.userId) await this.notifier.notifyOne(tx, person.tenantId, asked, cause);
      return comment;
    });
  }

  /**
   * Changes what a comment says, within 15 minutes.
   *
   * @throws Problem `no_account`, `no_campus_scope`, `comment_of_another` (403), `comment_not_found` (404),
   *   `comment_is_final` (409)
   */
  change(caller: Caller, id: string, { body }: CommentContentDto): Promise<CommentDto> {
    return this.changing(caller, id, async (tx, { fresh, deletedAt, authorId }, { userId }) => {
      if (authorId !== userId) throw campusProblems.comment_of_another();
      if (deletedAt || !fresh) throw campusProblems.comment_is_final();
      const [comment] = await tx.run(changeComment, id, body);
      return comment as CommentDto;
    });
  }

  /**
   * Empties a comment of the caller’s own.
   *
   * @throws Problem `no_account`, `no_campus_scope`, `comment_of_another` (403), `comment_not_found` (404)
   */
  delete(caller: Caller, id: string): Promise<void> {
    return this.changing(caller, id, async (tx, { deletedAt, authorId }, { userId }) => {
      if (authorId !== userId) throw campusProblems.comment_of_another();
      if (!deletedAt) await tx.run(emptyComment, id, null);
    });
  }

  /**
   * Empties a comment of anybody, as whoever changes the chapter may, for a reason that its author sees.
   *
   * @throws Problem `no_account`, `no_campus_scope`, `chapter_of_another` (403), `comment_not_found` (404)
   */
  remove(caller: Caller, id: string, reason: string): Promise<void> {
    return this.changing(caller, id, async (tx, { chapterId, deletedAt, authorId }, { userId, scope }) => {
      await lockChapter(tx, scope, chapterId);
      if (deletedAt) return;
      await tx.run(emptyComment, id, reason);
      const cause = { kind: 'comment-removed', aboutId: id, chapterId } as const;
      if (authorId && authorId !== userId) await this.notifier.notifyOne(tx, caller.tenantId, authorId, cause);
    });
  }

  private async changing<T>(
    caller: Caller,
    id: string,
    change: (tx: Transaction, comment: LockedComment, by: { userId: string; scope: Scope }) => Promise<T>,
  ): Promise<T> {
    const person = personOf(caller);
    const scope = await this.scopes.of(caller);
    return this.database.transaction(person, async (tx) => {
      const [comment] = await tx.run(lockComment, id, ...seenBy(scope));
      if (!comment) throw campusProblems.comment_not_found({ id });
      return change(tx, comment, { userId: person.userId, scope });
    });
  }
}

type LockedComment = NonNullable<NonNullable<(typeof lockComment)['types']>['row']>;

/** A request beside another one of the same author is refused too, and does not wait with a connection for its turn. */
async function refuseFlood(tx: Transaction, authorId: string): Promise<void> {
  const [author] = await tx.run(takeAuthor, authorId);
  const [recent] = author?.taken ? await tx.run(recentComments, authorId) : [];
  if (recent && recent.written < MOST_A_MINUTE) return;
  const headers = { 'retry-after': String(Math.max(1, recent?.seconds ?? 1)) };
  throw campusProblems.too_many_comments({ most: MOST_A_MINUTE }, { headers });
}
