import type { PoolClient } from 'pg';
import { type Bound, canShareSync } from './batch.js';

/** A statement that is held back, and the promise that `run` gave for it. */
export interface Held extends Bound {
  promise: Promise<object[]>;
  resolve: (rows: Promise<object[]>) => void;
}

/** How the statements of the first turn leave: one as the whole transaction, all before one Sync, or each before its own. */
type Sending = 'whole' | 'together' | 'each';

/**
 * Decides how the statements of the first turn leave: those that the work of a transaction ran before it returned its promise.
 * They are held back until then, because only then it is known whether others can follow:
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
 * In the first line alone nothing can follow: the work has returned, and the promise that it returned is the statement's own,
 * by identity. Any other promise, as that of an async function or of `.then`, may belong to work that goes on once the
 * statement is answered.
 *
 * Several statements share one Sync only where `canShareSync`; otherwise each has its own. The number of round trips is the same.
 *
 * @param returned the promise that the work returned; undefined before the work has begun, when any number may follow
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
