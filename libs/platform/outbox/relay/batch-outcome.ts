import type { OutboxRow } from '../outbox-forwarder.js';

/** A subject that waits after so many tries in vain, or goes on where they are 0. */
export interface Wait {
  tenantId: string;
  subject: string;
  tries: number;
}

/** What is written of a batch that was forwarded. */
export interface BatchOutcome {
  done: readonly OutboxRow[];
  waits: readonly Wait[];
}

/**
 * Compares a batch with what a forwarder did of it. A subject's tries count those of its first row
 * that is not done; they begin anew once a row before that one is.
 *
 * @param rows in order of subject and writing
 */
export function outcomeOfBatch(rows: readonly OutboxRow[], doneIds: readonly string[]): BatchOutcome {
  const ids = new Set(doneIds);
  const waits = new Map<string, Wait>();
  const moved = new Set<string>();
  for (const { id, tenantId, subject, tries } of rows) {
    const key = `${tenantId} ${subject}`;
    if (waits.get(key)?.tries) continue;
    if (!ids.has(id)) waits.set(key, { tenantId, subject, tries: moved.has(key) ? 1 : tries + 1 });
    else if (tries > 0) waits.set(key, { tenantId, subject, tries: 0 });
    if (ids.has(id)) moved.add(key);
  }
  return { done: rows.filter(({ id }) => ids.has(id)), waits: [...waits.values()] };
}
