import { uuidv7 } from 'uuidv7';

/**
 * An id of a row, an event, a job or a session: a UUIDv7 in lower case (RFC 9562). Those of one process rise
 * strictly, within a millisecond too (§6.2, method 1), so lists by id keep the order in which rows were made, and
 * an index grows at its end. Node's `crypto.randomUUIDv7` gives no order within a millisecond.
 */
export function newId(): string {
  return uuidv7();
}
