/** A count of events that is not what it is compared with. */
export interface CountDifference {
  /**
   * `events`: stored events of an hour and a name; `ledger`: those that the ledger says were stored on a day of receipt; `days`:
   * those of the hours of a day.
   */
  readonly what: 'events' | 'ledger' | 'days';
  /** The beginning of the hour of the events, as in `2026-01-15T09:00:00.000Z`; else the day, as in `2026-01-15`. */
  readonly at: string;
  /** Null for the ledger; empty for all names together. */
  readonly name: string | null;
  /** The day (UTC) on which they came, as in `2026-01-15`; null for `days`. */
  readonly receivedOn: string | null;
  /** Events by the counts. */
  readonly counted: number;
  /** Stored events, those that the ledger says were stored, or those of the hours. */
  readonly found: number;
}

/** Events that are counted for a day, before and after they were counted anew. */
export interface Recount {
  readonly before: number;
  readonly after: number;
}
