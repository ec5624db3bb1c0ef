import { type StagedTarget, samples, statement } from '#platform/database';

/** What a batch asks to be counted; ids as texts, numbers of events. */
export interface BatchRow {
  readonly receipt: string;
  readonly tenant: string;
  readonly key: string;
  /** The time zone in which its events are counted. */
  readonly zone: string;
  readonly staged: number;
  readonly rejected: number;
  readonly sampled: number;
}

/** A rejected event, with its text of up to 2 KB. */
export interface QuarantineRow {
  readonly receipt: string;
  readonly tenant: string;
  readonly key: string;
  readonly index: number;
  readonly code: string;
  readonly pointer: string;
  readonly subject: string | null;
  readonly text: string;
}

/** How many events of a batch were new. */
export interface StoredRow {
  receipt: string;
  stored: number;
}

const takeLane = statement<{ lane: number }>({
  name: 'analytics.ingest.take-lane',
  text: 'select analytics.take_lane() as lane',
  unchecked: 'takes an advisory lock',
});

const storeStaged = statement<StoredRow, [lane: number, batches: string, bad: string]>({
  name: 'analytics.ingest.store-staged',
  text: 'select receipt, stored from analytics.store_staged($1, $2, $3)',
  sample: [
    1,
    JSON.stringify([
      { receipt: samples.id, tenant: samples.id, key: samples.id, zone: 'UTC', staged: 0, rejected: 1, sampled: 0 },
    ] satisfies BatchRow[]),
    '[]',
  ],
});

/** The way of events into the database. */
export const stagedEvents: StagedTarget<StoredRow, [batches: string, bad: string]> = {
  takeLane,
  table: (lane) => `analytics.staging_${lane}`,
  move: storeStaged,
};
