import { rowOf, statement } from '#platform/database';
import { dataKey } from '../journals/journals.sql.js';
import type { AttachmentDto } from './attachments.dto.js';

/** A file of an entry, as it is stored. */
export interface AttachmentRow extends Readonly<AttachmentDto> {
  readonly entryId: string;
  /** Of the encrypted file: 64 hexadecimal digits, lower case. */
  readonly digest: string;
  /** The SHA-256 of the content, sealed. */
  readonly contentDigest: Buffer;
  /** The key of the journal, sealed. */
  readonly dataKey: Buffer;
}

const columns = `id, entry_id as "entryId", digest, content_digest as "contentDigest", bytes, media_type as "mediaType",
    created_at as "createdAt", ${dataKey} as "dataKey"`;

/** An entry as an upload finds it. */
export interface AttachmentRoom {
  /** How many files it has besides the one to upload. */
  readonly others: number;
  /** The entry of the file that there is with the id; null where there is none. */
  readonly takenEntry: string | null;
  /** The media type of that file. */
  readonly takenType: string | null;
  /** The key of the journal, sealed. */
  readonly dataKey: Buffer;
}

const room = `select (select count(*)::int from journal.attachments where entry_id = $1 and id <> $2) as others,
      a.entry_id as "takenEntry", a.media_type as "takenType", ${dataKey} as "dataKey"
    from journal.entries e left join journal.attachments a on a.id = $2
    where e.id = $1`;

/** No row where there is no such entry. */
export const attachmentRoom = statement<AttachmentRoom, [entryId: string, id: string]>(
  'journal.attachments.room',
)`${room}`;

/** As `attachmentRoom`; the entry then stays until the transaction ends, also where its retention does. */
export const lockAttachmentRoom = statement<AttachmentRoom, [entryId: string, id: string]>(
  'journal.attachments.lock-room',
)`
  ${room} for key share of e`;

/** Adds a file under a free id, which is free until then because the journal is locked. */
export const insertAttachment = statement<
  AttachmentRow,
  [
    tenantId: string,
    userId: string,
    id: string,
    entryId: string,
    digest: string,
    contentDigest: Buffer,
    mediaType: string,
    storedBytes: number,
    bytes: number,
  ]
>('journal.attachments.insert')`
  insert into journal.attachments (tenant_id, user_id, id, entry_id, digest, content_digest, media_type, stored_bytes, bytes)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`;

export const attachmentById = rowOf<AttachmentRow>('journal.attachments', columns);

export const deleteAttachment = statement<{ readonly digest: string }, [id: string, entryId: string]>(
  'journal.attachments.delete',
)`
  delete from journal.attachments where id = $1 and entry_id = $2 returning digest`;
