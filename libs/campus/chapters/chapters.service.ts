import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { type AtVersion, assertVersion } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { AttachmentsService } from '../attachments/attachments.service.js';
import { campusProblems } from '../campus.errors.js';
import type { ChapterPublished } from '../events/index.js';
import { teachesIn } from '../professors/professors.sql.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import { chapterList, listsInScope } from './chapter-list.sql.js';
import { NOTHING, seenBy, sights } from './chapter-scope.js';
import type {
  ChapterContentDto,
  ChapterDto,
  ChapterState,
  ChaptersQueryDto,
  NewChapterDto,
  WholeChapterDto,
} from './chapters.dto.js';
import {
  changeChapter,
  chapterInScope,
  deleteChapter,
  insertChapter,
  keepProfessor,
  setChapterState,
} from './chapters.sql.js';
import { lockChapter } from './lock-chapter.js';

/** Keeps the chapters of subjects, for whoever may see and change them. */
@Injectable()
export class ChaptersService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly attachments: AttachmentsService,
    private readonly events: Events,
  ) {}

  /** @throws Problem `no_campus_scope` (403), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(caller: Caller, { mine, ...query }: ChaptersQueryDto): Promise<ListAnswer<ChapterDto>> {
    const scope = await this.scopes.of(caller);
    const rows = rowsOfTenant(this.database, caller.tenantId);
    const own = mine && { professor: scope.kind === 'professor' ? scope.id : NOTHING };
    const asked = { ...query, ...own };
    if (scope.kind === 'tenant') return readList(rows, chapterList, asked);
    const shown = JSON.stringify(sights[scope.kind].values(scope));
    return readList(rows, listsInScope[scope.kind], { ...asked, scope: shown });
  }

  /** @throws Problem `no_campus_scope` (403), `chapter_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<WholeChapterDto> {
    const scope = await this.scopes.of(caller);
    const [row] = await this.database.read({ tenantId: caller.tenantId }, chapterInScope, id, ...seenBy(scope));
    if (!row) throw campusProblems.chapter_not_found({ id });
    return { ...row, attachments: await this.attachments.of(caller, id) };
  }

  /**
   * Writes a draft: professors for subjects that they teach, staff for those of their places, and admins for any.
   *
   * @throws Problem `no_campus_scope`, `chapter_of_another` (403), `subject_unavailable`, `unknown_professor` (422)
   */
  async create(caller: Caller, { subjectId, professorId, title, body, position }: NewChapterDto): Promise<ChapterDto> {
    const scope = await this.scopes.of(caller);
    const author = professorId ?? (scope.kind === 'professor' ? scope.id : '');
    if (scope.kind === 'professor' && author !== scope.id) throw campusProblems.chapter_of_another();
    return this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      const [, universities, ufrs] = scopeValues(scope);
      const isThere = author !== '' && (await tx.run(keepProfessor, author)).length > 0;
      const isTheirs =
        scope.kind !== 'staff' || (isThere && (await tx.run(teachesIn, author, universities, ufrs)).length > 0);
      if (!isThere || !isTheirs) throw campusProblems.unknown_professor();
      const place = position ?? null;
      const [row] = await tx.run(insertChapter, newId(), subjectId, author, title, body, place, ...seenBy(scope));
      if (!row) throw campusProblems.subject_unavailable({ id: subjectId });
      return row;
    });
  }

  /**
   * @throws Problem `no_campus_scope`, `chapter_of_another` (403), `chapter_not_found` (404), `precondition_failed` (412)
   */
  change(caller: Caller, at: AtVersion, { title, body, position }: ChapterContentDto): Promise<ChapterDto> {
    return this.changing(caller, at, async (tx) => {
      const [row] = await tx.run(changeChapter, at.id, title, body, position ?? null);
      return row as ChapterDto;
    });
  }

  /** Shows a chapter to the students of its programme and level. @throws Problem as `change`; `chapter_state` (409) */
  publish(caller: Caller, at: AtVersion): Promise<ChapterDto> {
    return this.changing(caller, at, async (tx, { id, state, subjectId }) => {
      requireState(state, 'draft', 'archived');
      const data = { chapterId: id, subjectId };
      await this.events.publish<ChapterPublished>(tx, id, { type: 'campus.chapter.published', version: 1, data });
      const [row] = await tx.run(setChapterState, id, 'published');
      return row as ChapterDto;
    });
  }

  /** Hides a published chapter from students. @throws Problem as `change`; `chapter_state` (409) */
  archive(caller: Caller, at: AtVersion): Promise<ChapterDto> {
    return this.changing(caller, at, async (tx, { id, state }) => {
      requireState(state, 'published');
      const [row] = await tx.run(setChapterState, id, 'archived');
      return row as ChapterDto;
    });
  }

  /** Deletes a draft and its files. @throws Problem as `change`; `chapter_state` (409) */
  delete(caller: Caller, at: AtVersion): Promise<void> {
    return this.changing(caller, at, async (tx, { id, state }) => {
      requireState(state, 'draft');
      await this.attachments.deleteIn(tx, caller.tenantId, id, null);
      await tx.run(deleteChapter, id);
    });
  }

  private async changing<T>(
    caller: Caller,
    { id, versions }: AtVersion,
    change: (tx: Transaction, chapter: ChapterDto) => Promise<T>,
  ): Promise<T> {
    const scope = await this.scopes.of(caller);
    return this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      const chapter = await lockChapter(tx, scope, id);
      assertVersion(versions, chapter.version);
      return change(tx, chapter);
    });
  }
}

function requireState(state: ChapterState, ...allowed: readonly ChapterState[]): void {
  if (!allowed.includes(state)) throw campusProblems.chapter_state({ state });
}
