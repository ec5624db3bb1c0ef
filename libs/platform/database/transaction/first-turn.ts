import type { PoolClient } from 'pg';
import { type Bound, canShareSync } from './batch.js';

/** A statement that is held back, and the promise that `run` gave for it. */
export interface Held extends Bound {
  promise: Promise<object[]>;
  resolve: (rows: Promise<object[]>) => void;
}

/** How the statements of the first turn leave: as all of the transaction, behind one Sync, or each behind its own. */
type Sending = 'whole' | 'together' | 'each';

/**
 * Decides how the statements leave that the work of a transaction has run before it returned its promise. Until then they
 * are held back, because only then it is known whether others can follow:
 *
 *     the work                                       | it ran | it returned     | what leaves, a line a round trip
 *     tx => tx.run(a)                                | a      | the answer of a | scope a            (no BEGIN, no COMMIT)
 *     async tx => tx.run(a)                          | a      | another promise | BEGIN scope a
 *                                                    |        |                 | COMMIT
 *     tx => Promise.all([tx.run(a), tx.run(b)])      | a b    | another promise | BEGIN scope a b
 *                                                    |        |                 | COMMIT
 *     tx => { tx.runAtCommit(b); return tx.run(a); } | b a    | the answer of a | BEGIN scope b a
 *                                                    |        |                 | COMMIT
 *     async () => {}                                 | none   | another promise | nothing
 *
 * In the first line alone nothing can follow: the work has returned, and what it returned is settled by the statement
 * itself. An async function never returns a promise that it was given, so that it may run more once the first is answered.
 *
 * @param returned the promise that the work returned; undefined while it still runs, when any number may follow
 * @param named whether statements stay prepared on the connection
 */
export function sendingOf(
  held: readonly Held[],
  returned: Promise<unknown> | undefined,
  client: PoolClient,
  named: boolean,
): Sending {
  if (held.length === 1 && held[0]?.promise === returned) return 'whole';
  return held.length > 1 && named && canShareSync(client, held) ? 'together' : 'each';
}
