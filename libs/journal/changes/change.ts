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
  /** What the record says from now on; undefined to delete it. */
  readonly content?: object | undefined;
}

/** What became of a change. */
export type Outcome =
  /** `row` is the record as it is now, undefined where it was deleted. */
  | { readonly is: 'applied'; readonly version: number; readonly row?: RecordRow | undefined }
  /** There is no such record that could be deleted, or none any more. */
  | { readonly is: 'gone'; readonly version: number }
  /** The record is at another version: as `row`, or deleted; 0 where nothing is known of it. */
  | { readonly is: 'conflict'; readonly version: number; readonly row?: RecordRow | undefined }
  | { readonly is: 'refused'; readonly problem: Problem };

/** A change that is written. */
export interface Accepted extends Change {
  /** Of the record, after it. */
  readonly version: number;
  readonly position: number;
}
