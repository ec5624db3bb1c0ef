import type { StreamFacts } from '../rows/stream-digest.js';
import type { SequenceState, Table } from '../tables/table.js';

/** The version of the format that this Palier writes, and the newest that it reads. */
export const FORMAT = 1;

/** Whether an archive holds the whole deployment or one of its tenants. */
export type ArchiveKind = 'house' | 'tenant';

export interface ArchivedTable extends Table, StreamFacts {
  /** The name of its entry in the archive. */
  readonly entry: string;
}

/** Whom an archive of a tenant is of. */
export interface ArchivedTenant {
  readonly id: string;
  readonly slug: string;
}

/** What an archive says of itself, in `manifest.json`. */
export interface Manifest {
  readonly format: number;
  readonly kind: ArchiveKind;
  /** When the snapshot was taken, ISO 8601 in UTC. */
  readonly takenAt: string;
  /** The version of the Palier that wrote it. */
  readonly palier: string;
  /** The version of the PostgreSQL that it was read from. */
  readonly postgresql: string;
  readonly tenant?: ArchivedTenant;
  /** The migrations that its database had had, in their order. */
  readonly migrations: readonly string[];
  /** The version of the tables that the jobs' library keeps for itself; null where there are none. */
  readonly jobsVersion: number | null;
  readonly sequences: readonly SequenceState[];
  /** In the order in which they can be loaded: those first that others refer to. */
  readonly tables: readonly ArchivedTable[];
}

export const MANIFEST_ENTRY = 'manifest.json';
/** The digest of the manifest, as `sha256sum` writes and checks it. */
export const DIGEST_ENTRY = 'manifest.json.sha256';

/** The entry of a table; Zstandard does six times what ZIP's own deflate does, see decision 11. */
export function entryOf(table: string): string {
  return `tables/${table}.copy.zst`;
}
