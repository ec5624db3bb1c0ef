import type { OutboxRow } from '../outbox-forwarder.js';

/** A subject whose rows wait after this many failed tries; 0 means that they are offered again at once. */
export type Wait = Pick<OutboxRow, 'tenantId' | 'subject' | 'tries'>;

/** The result of a batch, as it is written to the database. */
export interface BatchOutcome {
  done: readonly OutboxRow[];
  waits: readonly Wait[];
}

/**
 * Compares a batch with the rows that the forwarder finished. The tries of a subject are those of its
 * first unfinished row; they start at 1 again once an earlier row is finished.
 *
 * @param rows ordered by subject and time of writing
 */
export function outcomeOfBatch(rows: readonly OutboxRow[], doneIds: readonly string[]): BatchOutcome {
  const ids = new Set(doneIds);
  const waits = new Map<string, Wait>();
  const advanced = new Set<string>();
  for (const { id, tenantId, subject, tries } of rows) {
    const key = `${tenantId} ${subject}`;
    if (waits.get(key)?.tries) continue;
    if (!ids.has(id)) waits.set(key, { tenantId, subject, tries: advanced.has(key) ? 1 : tries + 1 });
    else if (tries > 0) waits.set(key, { tenantId, subject, tries: 0 });
    if (ids.has(id)) advanced.add(key);
  }
  return { done: rows.filter(({ id }) => ids.has(id)), waits: [...waits.values()] };
}
