import { UUID, uuidv7 } from 'uuidv7';

/**
 * An id of a row, an event, a job or a session: a UUIDv7 in lower case (RFC 9562). The ids of one process increase
 * strictly, also within a millisecond (§6.2, method 1), so that lists by id are in order of creation and an index
 * grows at its end. Node's `crypto.randomUUIDv7` does not order ids within a millisecond.
 *
 * When the clock is set back by up to ten seconds, ids continue with the latest time until the clock has caught up.
 * When it is set back further, they follow the clock, and their order breaks once.
 */
export function newId(): string {
  return uuidv7();
}

/** A UUIDv7 of a given time, in milliseconds since 1970, with random bits: it is in no order with those of `newId`. */
export function idAt(time: number): string {
  const [a = 0, high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(3));
  return UUID.fromFieldsV7(Math.trunc(time), a >>> 20, high >>> 2, low).toString();
}

/**
 * The time of a UUIDv7, in milliseconds since 1970 (RFC 9562 §5.7). After the clock was set back, an id of `newId` may be
 * up to ten seconds ahead of it. Where a later time would admit something, compare with the time of another id and not
 * with `Date.now()`.
 */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
