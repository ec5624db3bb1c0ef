import { Length, ListOf } from '#platform/http';

/** Names a file of a version. */
export class FilePathDto {
  /**
   * Its path below the root of the app, up to 1,000 bytes, with `/` between folders; nothing below `.palier`.
   * @example 'src/index.js'
   */
  @Length(1, 1000)
  path!: string;
}

/** A file of a version. */
export class VersionFileDto {
  /** @example 'src/index.js' */
  path!: string;

  /** @example 1024 */
  bytes!: number;

  /**
   * The SHA-256 of its content, in hexadecimal; null where only its name is known.
   * @example 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
   */
  digest!: string | null;
}

/** A cursor step or page of a version's files. */
export class FilesDto extends ListOf(VersionFileDto) {}
