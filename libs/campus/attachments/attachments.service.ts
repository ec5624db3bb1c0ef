import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { type FileAnswer, receiveUpload, storedFile, type UploadedBody, uploaderOf } from '#platform/http';
import { Quotas } from '#platform/quotas';
import { type IncomingFile, type ReservedRoom, Storage, storageQuota, UploadRoom } from '#platform/storage';
import { campusProblems } from '../campus.errors.js';
import { seenBy } from '../chapters/chapter-scope.js';
import { lockChapter } from '../chapters/lock-chapter.js';
import type { Scope } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import type { ChapterAttachmentDto } from './attachments.dto.js';
import {
  type AttachmentRow,
  attachmentById,
  attachmentInScope,
  attachmentsOf,
  deleteAttachments,
  insertAttachment,
} from './attachments.sql.js';

/** The largest file, in bytes. */
export const LARGEST_ATTACHMENT = 50 * 1024 ** 2;
/** Files of a chapter. */
const MOST_FILES = 20;

/** What a request says of the file that it uploads. */
interface UploadedFile {
  readonly chapterId: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** The files of chapters: whoever sees a chapter downloads them, and whoever may change it uploads and deletes them. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly quotas: Quotas,
  ) {}

  /** The files of a chapter that the caller sees. */
  async of({ tenantId }: Caller, chapterId: string): Promise<ChapterAttachmentDto[]> {
    return (await this.database.read({ tenantId }, attachmentsOf, chapterId)).map(attachmentDto);
  }

  /**
   * Receives a file of a chapter, once: what is there already under its id never changes.
   *
   * @throws Problem as `lockChapter`; `no_campus_scope` (403), `too_many_chapter_attachments`, `chapter_attachment_differs` (409),
   *   `quota_exceeded` (402), `content_digest_mismatch` (400), `body_too_large` (413), `too_many_uploads` (429),
   *   `storage_unavailable` (503). Nothing is kept then.
   */
  async upload(caller: Caller, uploaded: UploadedFile, body: UploadedBody): Promise<ChapterAttachmentDto> {
    const { tenantId } = caller;
    const scope = await this.scopes.of(caller);
    await this.database.transaction({ tenantId }, (tx) => this.admit(tx, scope, uploaded));
    return this.room.reserve(uploaderOf(caller), { length: body.length, most: LARGEST_ATTACHMENT }, async (room) => {
      const file = await receiveUpload(this.storage, body, room, LARGEST_ATTACHMENT);
      return this.storage.save({ tenantId }, [file], async (tx) => {
        const known = await this.admit(tx, scope, uploaded);
        if (known && known.digest !== file.digest) throw campusProblems.chapter_attachment_differs({ id: known.id });
        return attachmentDto(known ?? (await this.add(tx, caller, uploaded, file, room)));
      });
    });
  }

  /** The content of a file. @throws Problem `no_campus_scope` (403), `chapter_attachment_not_found` (404) */
  async read(caller: Caller, chapterId: string, id: string): Promise<FileAnswer> {
    const { tenantId } = caller;
    const scope = await this.scopes.of(caller);
    const [row] = await this.database.read({ tenantId }, attachmentInScope, id, chapterId, ...seenBy(scope));
    const missing = () => campusProblems.chapter_attachment_not_found({ id });
    if (!row) throw missing();
    const shown = { contentType: row.mediaType, fileName: row.name, cacheControl: 'private, no-cache' };
    return storedFile(this.storage, { tenantId, ...row }, shown, missing);
  }

  /** @throws Problem as `lockChapter`; `no_campus_scope` (403), `chapter_attachment_not_found` (404) */
  async delete(caller: Caller, chapterId: string, id: string): Promise<void> {
    const scope = await this.scopes.of(caller);
    await this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      await lockChapter(tx, scope, chapterId);
      const deleted = await this.deleteIn(tx, caller.tenantId, chapterId, id);
      if (deleted === 0) throw campusProblems.chapter_attachment_not_found({ id });
    });
  }

  /**
   * Deletes files of a locked chapter, and gives their bytes back to the quota.
   *
   * @param id of one file; null for all of them
   * @returns how many there were
   */
  async deleteIn(tx: Transaction, tenantId: string, chapterId: string, id: string | null): Promise<number> {
    const gone = await tx.run(deleteAttachments, chapterId, id);
    if (gone.length === 0) return 0;
    const bytes = gone.reduce((sum, file) => sum + file.bytes, 0);
    await this.storage.release(tx, [...new Set(gone.map(({ digest }) => digest))]);
    await this.quotas.take(tx, tenantId, storageQuota, -bytes);
    return gone.length;
  }

  /**
   * Locks the chapter, and refuses a file that may not be added: before it is received, and again before it is added.
   *
   * @returns the file that is there already, which that one may be once more
   */
  private async admit(
    tx: Transaction,
    scope: Scope,
    { chapterId, id, name, type }: UploadedFile,
  ): Promise<AttachmentRow | undefined> {
    await lockChapter(tx, scope, chapterId);
    const [known] = await tx.run(attachmentById, id);
    if (known?.chapterId === chapterId && known.name === name && known.mediaType === type) return known;
    if (known) throw campusProblems.chapter_attachment_differs({ id });
    const files = await tx.run(attachmentsOf, chapterId);
    if (files.length >= MOST_FILES) throw campusProblems.too_many_chapter_attachments({ most: MOST_FILES });
    return undefined;
  }

  private async add(
    tx: Transaction,
    { tenantId }: Caller,
    { chapterId, id, name, type }: UploadedFile,
    { digest, bytes }: IncomingFile,
    room: ReservedRoom,
  ): Promise<AttachmentRow> {
    const [added] = await tx.run(insertAttachment, tenantId, id, chapterId, digest, bytes, name, type);
    // An upload to another chapter took the id at this moment.
    if (!added) throw campusProblems.chapter_attachment_differs({ id });
    await room.end(tx);
    await this.quotas.take(tx, tenantId, storageQuota, bytes);
    return added;
  }
}

const attachmentDto = ({ chapterId: _, digest: _digest, ...file }: AttachmentRow): ChapterAttachmentDto => file;
