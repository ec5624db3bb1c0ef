/** A file of an entry. */
export class AttachmentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62' */
  id!: string;

  /** @example 'image/jpeg' */
  mediaType!: string;

  /**
   * The length of its content.
   * @example 482133
   */
  bytes!: number;

  createdAt!: Date;
}
