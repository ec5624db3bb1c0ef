import { type StagedTarget, statement } from '#platform/database';
import type { RejectedEvent } from '../batches/read-events.js';
import type { Batch } from './waiting-batches.js';

/** Of whom the events of a request are. */
interface SentRow {
  readonly receipt: string;
  readonly tenant: string;
  readonly key: string;
}

/** What a batch asks to be counted. */
export interface BatchRow extends SentRow, Pick<Batch, 'staged' | 'rejected' | 'sampled'> {
  /** The time zone in which its events are counted. */
  readonly zone: string;
}

/** A rejected event that is kept. */
export type QuarantineRow = SentRow & RejectedEvent;

/** How many events of a batch were new. */
export interface StoredRow {
  receipt: string;
  stored: number;
}

const takeLane = statement<{ lane: number }>('analytics.ingest.take-lane')`select analytics.take_lane() as lane`;

const storeStaged = statement<StoredRow, [lane: number, batches: string, bad: string]>('analytics.ingest.store-staged')`
  select receipt, stored from analytics.store_staged($1, $2, $3)`;

/** The way of events into the database. */
export const stagedEvents: StagedTarget<StoredRow, [batches: string, bad: string]> = {
  takeLane,
  table: (lane) => `analytics.staging_${lane}`,
  move: storeStaged,
};
