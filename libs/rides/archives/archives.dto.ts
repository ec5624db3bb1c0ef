import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';

export const archiveFileStates = ['stored', 'duplicate', 'refused'] as const;
export type ArchiveFileState = (typeof archiveFileStates)[number];

/** Selects files of an archive. */
export class ArchiveFilesQueryDto extends ListQueryDto {
  @IsOptional()
  @IsIn(archiveFileStates)
  state?: ArchiveFileState;
}

/** A file of an archive, and what became of it. */
export class ArchiveFileDto {
  /** Its place among the files of the archive, from 0. @example 12 */
  index!: number;

  /** The first 500 characters, without those that cannot be shown. @example 'activities/2026-05-01.fit.gz' */
  path!: string;

  /** `duplicate` of a file that there was before, or of one before it in the archive. */
  state!: ArchiveFileState;

  /**
   * Why it was refused: the code that an upload of the file alone would be refused with, or the `reason` that `archive_refused` gives
   * for an entry, such as `damaged`, `encrypted` or `windows_character`. @example 'recording_malformed'
   */
  code!: string | null;

  /** The first of its rides. @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  rideId!: string | null;

  /** How many rides it has. @example 1 */
  rides!: number;
}

/** A cursor step or page of the files of an archive. */
export class ArchiveFilesDto extends ListOf(ArchiveFileDto) {}
