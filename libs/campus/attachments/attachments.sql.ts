import { samples, statement } from '#platform/database';
import { seenBySample, visible } from '../chapters/chapter-scope.js';
import type { ChapterAttachmentDto } from './attachments.dto.js';

/** A file of a chapter, as it is stored. */
export interface AttachmentRow extends ChapterAttachmentDto {
  readonly chapterId: string;
  /** 64 hexadecimal digits, lower case. */
  readonly digest: string;
}

const columns = `a.id, a.chapter_id as "chapterId", a.digest, a.bytes, a.name, a.media_type as "mediaType",
    a.created_at as "createdAt"`;

export const attachmentsOf = statement<AttachmentRow, [chapterId: string]>({
  name: 'campus.attachments.of-chapter',
  index: 'attachments_by_chapter',
  text: `select ${columns} from campus.attachments a where a.chapter_id = $1 order by a.id`,
  sample: [samples.id],
});

/** A file, of whichever chapter. */
export const attachmentById = statement<AttachmentRow, [id: string]>({
  name: 'campus.attachments.by-id',
  index: 'attachments_pkey',
  text: `select ${columns} from campus.attachments a where a.id = $1`,
  sample: [samples.id],
});

/** A file of a chapter that the scope shows. */
export const attachmentInScope = statement<AttachmentRow, [id: string, chapterId: string, ...scope: readonly string[]]>(
  {
    name: 'campus.attachments.in-scope',
    index: 'attachments_by_chapter',
    text: `select ${columns} from campus.attachments a join campus.chapters c on c.id = a.chapter_id
    where a.id = $1 and a.chapter_id = $2 and ${visible(3)}`,
    sample: [samples.id, samples.id, ...seenBySample],
  },
);

/** No row where the id is taken. */
export const insertAttachment = statement<
  AttachmentRow,
  [tenantId: string, id: string, chapterId: string, digest: string, bytes: number, name: string, mediaType: string]
>({
  name: 'campus.attachments.insert',
  text: `insert into campus.attachments as a (tenant_id, id, chapter_id, digest, bytes, name, media_type)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${columns}`,
  sample: [
    ...([samples.tenantInForce, samples.otherId, samples.id, '0'.repeat(64)] as const),
    ...([1, 'exercises.pdf', 'application/pdf'] as const),
  ],
});

/** Deletes one file of a chapter, or all of them. */
export const deleteAttachments = statement<
  { readonly digest: string; readonly bytes: number },
  [chapterId: string, id: string | null]
>({
  name: 'campus.attachments.delete',
  index: 'attachments_by_chapter',
  text: `delete from campus.attachments where chapter_id = $1 and ($2::uuid is null or id = $2) returning digest, bytes`,
  sample: [samples.id, null],
});
