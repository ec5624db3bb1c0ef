import { IsString } from 'class-validator';
import { Length } from '#platform/http';

/** Names a file to upload. */
export class ChapterAttachmentNameDto {
  /**
   * What it is saved as by whoever downloads it: 1 to 200 characters.
   * @example 'exercises.pdf'
   */
  @IsString()
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
