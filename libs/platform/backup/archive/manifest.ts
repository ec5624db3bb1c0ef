import type { StreamFacts } from '../rows/stream-digest.js';
import type { SequenceState, Table } from '../tables/table.js';

/** The version of the format that this version of Palier writes, and the newest that it reads. From 2 on there are files. */
export const FORMAT = 2;

/** The content of an archive: the whole deployment, one tenant, or the keys of either. */
export type ArchiveKind = 'deployment' | 'tenant' | 'keys';

export interface ArchivedTable extends Table, StreamFacts {
  /** The name of the table's entry in the archive. */
  readonly entry: string;
}

/** The tenant of a tenant archive, or of its keys. */
export interface ArchivedTenant {
  readonly id: string;
  readonly slug: string;
}

/** The content of `manifest.json`. */
export interface Manifest {
  readonly format: number;
  readonly kind: ArchiveKind;
  /** When the snapshot was taken, ISO 8601 in UTC. */
  readonly takenAt: string;
  /** The version of Palier that wrote the archive. */
  readonly palier: string;
  /** The version of the PostgreSQL from which it was read. */
  readonly postgresql: string;
  readonly tenant?: ArchivedTenant;
  /** The id of the deployment; left out by versions that had the keys of persons in the archive itself. */
  readonly deployment?: string;
  /** The applied migrations of its database, in order. */
  readonly migrations: readonly string[];
  /** The version of BullMQ's tables; null when there are none. */
  readonly jobsVersion: number | null;
  readonly sequences: readonly SequenceState[];
  /** In loading order: referenced tables first. */
  readonly tables: readonly ArchivedTable[];
  /** Whether the archive has the files that its rows list, or only the list. Left out in format 1, which has the list. */
  readonly files?: 'included' | 'listed';
  /** The number of files that the rows list. */
  readonly fileCount?: number;
  /** The entries that it lacks, of files that were deleted while it was written. */
  readonly goneFiles?: readonly string[];
}

/** What its writer knows of an archive, and no snapshot. */
export type AboutArchive = Pick<Manifest, 'kind' | 'tenant'>;

export const MANIFEST_ENTRY = 'manifest.json';
/** The digest of the manifest, as `sha256sum` writes and checks it. */
export const DIGEST_ENTRY = 'manifest.json.sha256';

/** The entry of a table. Zstandard is six times as fast as ZIP's deflate, see decision 11. */
export function entryOf(table: string): string {
  return `tables/${table}.copy.zst`;
}
