import { Length } from '#platform/http';

/** The media types of files, as the CHECK of the table: none that a browser runs, also where it is opened outside the application; the last one for all others. */
export const mediaTypes = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/mpeg',
  'audio/mp4',
  'video/mp4',
  'text/plain',
  'text/csv',
  'text/markdown',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/octet-stream',
] as [string, ...string[]];

/** Names a file to upload. */
export class ChapterAttachmentNameDto {
  /**
   * What it is saved as by whoever downloads it: 1 to 200 characters.
   * @example 'exercises.pdf'
   */
  @Length(1, 200)
  name!: string;
}

/** A file of a chapter. */
export class ChapterAttachmentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e66' */
  id!: string;

  /** @example 'exercises.pdf' */
  name!: string;

  /** @example 'application/pdf' */
  mediaType!: string;

  /** @example 482133 */
  bytes!: number;

  createdAt!: Date;
}
