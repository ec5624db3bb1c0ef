import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { type FileAnswer, partOf, type UploadedBody } from '#platform/http';
import { Quotas } from '#platform/quotas';
import { type ReservedRoom, Storage, storageQuota, UploadRoom } from '#platform/storage';
import { Changes } from '../changes/changes.js';
import { journalProblems } from '../journal.errors.js';
import type { JournalTexts } from '../journals/journal-texts.js';
import { Journals } from '../journals/journals.js';
import { Entitlements } from '../purchases/entitlements.js';
import { extensions, type ReceivedAttachment, receiveAttachment, sealedSize } from './attachment-content.js';
import type { AttachmentDto } from './attachments.dto.js';
import {
  type AttachmentRoom,
  type AttachmentRow,
  attachmentById,
  attachmentRoom,
  deleteAttachment,
  insertAttachment,
  lockAttachmentRoom,
} from './attachments.sql.js';

/** Files of an entry. */
const MOST_FILES = 20;
/** What the digest of a content is sealed as. */
const DIGEST = 'attachment-digest';

/** What a request says of the file that it uploads. */
interface UploadedFile {
  readonly entryId: string;
  readonly id: string;
  readonly type: string;
}

/** The files of entries, which are encrypted before they reach the storage. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly journals: Journals,
    private readonly entitlements: Entitlements,
    private readonly quotas: Quotas,
    private readonly changes: Changes,
  ) {}

  /**
   * Receives a file of an entry, once: what is there already under its id never changes.
   *
   * @throws Problem `entry_not_found` (404), `premium_required`, `quota_exceeded` (402), `too_many_attachments`,
   *   `attachment_differs` (409), `content_digest_mismatch` (400), `body_too_large` (413), `too_many_uploads` (429), `journal_sealed`,
   *   `storage_unavailable` (503). Nothing is kept then.
   */
  async upload(person: Person, entryId: string, id: string, body: UploadedBody): Promise<AttachmentDto> {
    const { tenantId } = person;
    const { type } = body;
    const { dataKey } = await this.database.transaction(person, async (tx) => {
      const admitted = async () => this.admitted(tx, await tx.run(attachmentRoom, entryId, id), { entryId, id, type });
      const known = await admitted();
      if (known.dataKey.length > 0) return known;
      await this.journals.lock(tx, person, 0);
      return admitted();
    });
    const texts = this.journals.textsOf(person, dataKey);
    return this.room.reserve({ tenantId, callerId: person.userId }, sealedSize(body), async (room) => {
      const received = await receiveAttachment(this.storage, texts, id, body, room);
      return this.storage.save(person, [received.file], (tx) =>
        this.add(tx, person, { entryId, id, type }, received, texts, room),
      );
    });
  }

  private async add(
    tx: Transaction,
    person: Person,
    uploaded: UploadedFile,
    { file, contentDigest, bytes }: ReceivedAttachment,
    texts: JournalTexts,
    room: ReservedRoom,
  ): Promise<AttachmentDto> {
    const { entryId, id, type } = uploaded;
    const { tenantId, userId } = person;
    // So that no other upload or deletion comes between.
    await this.journals.lock(tx, person, 0);
    const found = await tx.run(lockAttachmentRoom, entryId, id);
    const { takenEntry } = await this.admitted(tx, found, uploaded);
    if (takenEntry === null) {
      const sealed = Buffer.from(texts.seal(contentDigest, DIGEST, id) as string, 'base64');
      const sizes = [file.bytes, bytes] as const;
      const [added] = await tx.run(
        insertAttachment,
        tenantId,
        userId,
        id,
        entryId,
        file.digest,
        sealed,
        type,
        ...sizes,
      );
      this.changes.tell(tx, person);
      await room.end(tx);
      await this.quotas.take(tx, tenantId, storageQuota, file.bytes);
      return shown(added as AttachmentRow);
    }
    await this.storage.release(tx, [file.digest]);
    const [row] = await tx.run(attachmentById, id);
    if (!row || texts.open(row.contentDigest, DIGEST, id) !== contentDigest)
      throw journalProblems.attachment_differs({ id });
    return shown(row);
  }

  /**
   * The content of a file. Its source fails where it is damaged, before what is damaged.
   *
   * @throws Problem `attachment_not_found` (404), `journal_sealed` (503), `journal_key_lost` (410)
   */
  async read(person: Person, entryId: string, id: string): Promise<FileAnswer> {
    const [row] = await this.database.read(person, attachmentById, id);
    if (row?.entryId !== entryId) throw journalProblems.attachment_not_found({ id });
    const { digest, mediaType: contentType, bytes: size } = row;
    if (row.dataKey.length === 0) throw journalProblems.journal_key_lost();
    const texts = this.journals.textsOf(person, row.dataKey);
    return {
      size,
      contentType,
      fileName: `${id}.${extensions[contentType]}`,
      cacheControl: 'private, no-store',
      etag: `"${digest}"`,
      digest: Buffer.from(texts.open(row.contentDigest, DIGEST, id), 'hex'),
      source: {
        open: async (range) => {
          // What is encrypted does not shrink: the storage never deflated it.
          const content = texts.openFile(await this.storage.readStored(person.tenantId, digest), id);
          return range ? partOf(content, range) : content;
        },
      },
    };
  }

  /** @throws Problem `attachment_not_found` (404) */
  delete(person: Person, entryId: string, id: string): Promise<void> {
    return this.database.transaction(person, async (tx) => {
      // The same file may be uploaded again at this moment.
      await this.journals.lockOpen(tx, person, 0);
      const [gone] = await tx.run(deleteAttachment, id, entryId);
      if (!gone) throw journalProblems.attachment_not_found({ id });
      await this.storage.release(tx, [gone.digest]);
      this.changes.tell(tx, person);
    });
  }

  /**
   * Refuses a file that may not be added: before the body is received, and again before it is added. One that may be there
   * already needs neither premium nor room.
   */
  private async admitted(
    tx: Transaction,
    [room]: readonly AttachmentRoom[],
    file: UploadedFile,
  ): Promise<AttachmentRoom> {
    const { entryId, id, type } = file;
    if (!room) throw journalProblems.entry_not_found({ id: entryId });
    if (room.takenEntry !== null) {
      if (room.takenEntry === entryId && room.takenType === type) return room;
      throw journalProblems.attachment_differs({ id });
    }
    await this.entitlements.require(tx);
    if (room.others >= MOST_FILES) throw journalProblems.too_many_attachments({ most: MOST_FILES });
    return room;
  }
}

const shown = ({ id, mediaType, bytes, createdAt }: AttachmentRow): AttachmentDto => ({
  id,
  mediaType,
  bytes,
  createdAt,
});
