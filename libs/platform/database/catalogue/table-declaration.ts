import type { UnscopedAccess } from '../unscoped.js';

/**
 * What a table holds and how long its rows live. Each table has one, declared by the migration that creates it; see
 * `docs/data.md` for all of them. Row level security, the purge of a tenant, the erasure and export of a person, retention,
 * archives and the record of processing follow from it.
 */
export type TableDeclaration = TenantTable | SharedTable;

/** A table of which each row belongs to one tenant. */
export interface TenantTable extends Rows {
  /**
   * - `tenant`: the rows of the tenant in force, and no others.
   * - `person`: besides, only those of the user in force. The first of `persons` is that user's column.
   * - `search`: read through functions of the owner, to whom row level security does not apply: an index that it would
   *   keep from use serves them.
   */
  readonly kind: 'tenant' | 'person' | 'search';
  /** The persons that rows are about or were made by. Empty by default. */
  readonly persons?: readonly PersonOfRow[];
  /** What a tenant's archive does not do with the rows, and why. By default they are exported, imported and copied. */
  readonly archive?: Readonly<Partial<Record<'notExported' | 'notImported' | 'notCopied', string>>>;
  /** Why the purge of a tenant keeps the rows. By default it deletes them. */
  readonly kept?: string;
  /** For a table that is range-partitioned by time, and has a default partition for rows that no other takes. */
  readonly partitions?: Partitions;
  /** Columns that the purge sets to null first: a reference to the same table, or the one that breaks a cycle. */
  readonly clearedFirst?: readonly string[];
  /**
   * Columns with the digest of a blob (`#platform/storage`), which is kept while a row has it; each with the column of the
   * bytes that count against the tenant's quota, null where none do. An index is led by tenant and digest. Rows are inserted
   * and deleted, and never change such a column.
   */
  readonly blobs?: Readonly<Record<string, string | null>>;
  /**
   * Columns that `MasterKey` of `#platform/keys` sealed, of the type bytea; each with the context under which it did, where
   * `{column}` is the text of another column of the row, as in `auth.signing-key {kid}`. `palier keys rotate-master` seals
   * them anew.
   */
  readonly sealed?: Readonly<Record<string, string>>;
  /**
   * Columns with keys that seal what other tables hold. An erasure and a purge delete the rows before anything else, and no
   * archive has the columns: they are in the keys file beside it.
   */
  readonly keys?: readonly string[];
  /** Columns that are null where an archive is restored. */
  readonly notArchived?: readonly string[];
  /** What rows are to the person whose export they are in; each table has it of which exports of persons contain columns. */
  readonly inExports?: InExports;
}

/** In the languages of those who use the products. */
export type InExports = Readonly<Record<'en' | 'fr', string>>;

/** A table of no tenant. */
export interface SharedTable extends Rows {
  readonly kind: 'shared';
  /**
   * Who uses it; `functions` when the application has no rights on it and calls functions of the owner; `copy` when it may
   * only insert, and a function of the owner takes the rows away.
   */
  readonly through: UnscopedAccess | 'migrations' | 'functions' | 'copy';
}

interface Rows {
  /** What a row is, for `docs/data.md`. */
  readonly holds: string;
  /** What each uuid column identifies that is neither a key nor a person. */
  readonly uuids?: Readonly<Record<string, string>>;
  /** When rows are deleted. By default they stay until they are deleted by their context or by a purge. */
  readonly retention?: Retention;
  /** Columns with a time until which a row waits. */
  readonly waits?: Waits;
}

/**
 * By column, the longest wait, a PostgreSQL interval. A time that is further ahead was written by a clock that was ahead, and becomes now
 * within a minute. An index is led by the column, or has only the few rows `when` it counts, an SQL condition.
 */
export type Waits = Readonly<Record<string, { readonly longest: string; readonly when?: string }>>;

/** Rows are deleted once `column` is older than `after`. A null in `column` keeps a row. */
export interface Retention {
  /** A date or a time. It leads an index, unless the table is partitioned by it and drops its partitions at the same age. */
  readonly column: string;
  /** A PostgreSQL interval such as `30 days`; `0` for a column that says when a row ends. */
  readonly after: string;
  /**
   * The limit of a tenant's plan, in days, after which its rows are deleted where that is sooner than `after`. An index is led
   * by tenant and column. By default plans do not differ.
   */
  readonly quota?: string;
  /** A tenant may choose days between this interval and `after`, or its plan's days. An index is led by tenant and column. By default none may. */
  readonly shortest?: string;
  /** Rows that stay, as an SQL condition. */
  readonly except?: string;
}

/**
 * Partitions of a day or a month in UTC are made `ahead` days or months beforehand, and dropped once all their rows are
 * older than `keep`.
 */
export type Partitions = PartitionSpans & (PartitionsByUuid | PartitionsByTime);

interface PartitionSpans {
  readonly span: 'day' | 'month';
  readonly ahead: number;
  /** For how many days or months before the present one they are made too, where rows may come late. 0 by default. */
  readonly behind?: number;
  /** A PostgreSQL interval. By default they are never dropped. Not for a table with counters: a drop fires no trigger. */
  readonly keep?: string;
}

/** By a UUIDv7 of each row, and so by the time at which it was made. */
interface PartitionsByUuid {
  readonly by?: never;
  /** A function `(since uuid, upto uuid) returns boolean` that says whether a row of this range is still needed. */
  readonly heldBy?: string;
}

interface PartitionsByTime {
  /** The column of the type timestamptz by which the table is partitioned. */
  readonly by: string;
  readonly heldBy?: never;
}

/** A person of a row, by a column, or `through` a foreign key to a table whose persons they are. */
export type PersonOfRow = (
  | {
      readonly column: string;
      readonly is: PersonKey;
      /** In which rows the column names a person, as an SQL condition. By default in all. */
      readonly when?: string;
      readonly erasure: ErasureEffect;
    }
  | { readonly through: string; readonly erasure: Exclude<ErasureEffect, 'detach' | 'pseudonym'> }
) & {
  /** Which columns the person's export contains, never a hash, a secret or another person; or why it contains none. */
  readonly exports: readonly string[] | string;
};

/**
 * How a column names a person: the id of a user; an address; or a subject, a text that is the id of a user or of somebody
 * without an account. Rows that name an erased user as their subject are not refused.
 */
export type PersonKey = 'user' | 'email' | 'subject';

/**
 * What the erasure of the person does to a row.
 *
 * - `delete`: the row goes.
 * - `detach`: the row is the tenant's and loses its person: the column becomes null.
 * - `pseudonym`: as `detach`, but the column becomes an id that is the same in all rows of the person, and nobody's.
 * - `anonymise`: columns are set to SQL expressions; `done` is the condition of a row where they are set already.
 * - `keep`: nothing, and why.
 */
export type ErasureEffect =
  | 'delete'
  | 'detach'
  | 'pseudonym'
  | { readonly anonymise: Readonly<Record<string, string>>; readonly done: string }
  | { readonly keep: string };
