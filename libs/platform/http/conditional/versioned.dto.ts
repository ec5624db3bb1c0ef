/** A resource as routes with `@Versioned()` answer it: its id, and the version that its ETag holds. */
export class VersionedDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}
