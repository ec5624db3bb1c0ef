/** How long rows of one kind are kept. */
export class RetentionDto {
  /** @example 'auth.known_devices' */
  name!: string;

  /**
   * The meaning of a row.
   * @example 'A device that a user signed in from, by the hash of its cookie.'
   */
  holds!: string;

  /**
   * After how many days a row is deleted.
   * @example 90
   */
  days!: number;

  /**
   * The fewest days that you may choose.
   * @example 30
   */
  shortest!: number;

  /**
   * The most days that you may choose, as your plan allows, and the default.
   * @example 180
   */
  longest!: number;
}
