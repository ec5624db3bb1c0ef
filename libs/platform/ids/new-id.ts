import { uuidv7 } from 'uuidv7';

/**
 * An id of a row, an event, a job or a session: a UUIDv7 in lower case (RFC 9562). Those of one process rise
 * strictly, within a millisecond too (§6.2, method 1), so lists by id keep the order in which rows were made, and
 * an index grows at its end. Node's `crypto.randomUUIDv7` gives no order within a millisecond.
 *
 * The time in it never falls within a process: where the clock is set back by up to ten seconds, ids keep the latest
 * time until the clock has caught up. Only where it is set back further they follow it, and their order breaks once.
 */
export function newId(): string {
  return uuidv7();
}
