import type { Problem } from '#platform/problems';
import type { RecordKind, RecordRow } from './record-kind.js';

/** A change of a record by its person. */
export interface Change {
  readonly kind: RecordKind;
  readonly id: string;
  /** What the device calls this change, which is applied once only however often it is sent. */
  readonly changeId?: string;
  /** The versions at which it may be made, 0 for no such record; undefined for any that it has. */
  readonly versions: readonly number[] | undefined;
  /** Whether the record must exist. */
  readonly replaces?: boolean;
  /** Whether a version may be of another content than the device knows: only what it created itself can be changed then. */
  readonly inDoubt?: boolean;
  /** What the record says from now on; undefined to delete it. */
  readonly content?: object | undefined;
}

/** A version of a record. */
interface Shown {
  readonly version: number;
  readonly row?: RecordRow | undefined;
  /** The position of the change of this request that made it. */
  readonly made?: number | undefined;
}

/** What became of a change. */
export type Outcome =
  /** `row` is the record as it is now, undefined where it was deleted or the change was `repeated`. */
  | (Shown & { readonly is: 'applied'; readonly repeated?: true })
  /** There is no such record that could be deleted or replaced, or none any more. */
  | { readonly is: 'gone'; readonly version: number }
  /** The record is at another version: as `row`, or deleted; 0 where nothing is known of it. */
  | (Shown & { readonly is: 'conflict' })
  | { readonly is: 'refused'; readonly problem: Problem };

/** A change that is written. */
export interface Accepted extends Change {
  /** Of the record, after it. */
  readonly version: number;
  readonly position: number;
}
