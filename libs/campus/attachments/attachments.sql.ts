import { statement } from '#platform/database';
import { visible } from '../chapters/chapter-scope.js';
import type { ChapterAttachmentDto } from './attachments.dto.js';

/** A file of a chapter, as it is stored. */
export interface AttachmentRow extends ChapterAttachmentDto {
  readonly chapterId: string;
  /** 64 hexadecimal digits, lower case. */
  readonly digest: string;
}

const columns = `a.id, a.chapter_id as "chapterId", a.digest, a.bytes, a.name, a.media_type as "mediaType",
    a.created_at as "createdAt"`;

export const attachmentsOf = statement<AttachmentRow, [chapterId: string]>('campus.attachments.of-chapter')`
  select ${columns} from campus.attachments a where a.chapter_id = $1 order by a.id`;

/** A file, of whichever chapter. */
export const attachmentById = statement<AttachmentRow, [id: string]>('campus.attachments.by-id')`
  select ${columns} from campus.attachments a where a.id = $1`;

/** A file of a chapter that the scope shows. */
export const attachmentInScope = statement<AttachmentRow, [id: string, chapterId: string, ...scope: readonly string[]]>(
  'campus.attachments.in-scope',
)`
  select ${columns} from campus.attachments a join campus.chapters c on c.id = a.chapter_id
    where a.id = $1 and a.chapter_id = $2 and ${visible(3)}`;

/** No row where the id is taken. */
export const insertAttachment = statement<
  AttachmentRow,
  [tenantId: string, id: string, chapterId: string, digest: string, bytes: number, name: string, mediaType: string]
>('campus.attachments.insert')`
  insert into campus.attachments as a (tenant_id, id, chapter_id, digest, bytes, name, media_type)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${columns}`;

/** Deletes one file of a chapter, or all of them. */
export const deleteAttachments = statement<
  { readonly digest: string; readonly bytes: number },
  [chapterId: string, id: string | null]
>('campus.attachments.delete')`
  delete from campus.attachments where chapter_id = $1 and ($2::uuid is null or id = $2) returning digest, bytes`;
