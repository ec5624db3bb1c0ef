/**
 * The time of a UUIDv7, in milliseconds since 1970 (RFC 9562 §5.7). After the clock was set back, an id of `newId` may be
 * up to ten seconds ahead of it. Where a later time would admit something, compare with the time of another id and not
 * with `Date.now()`.
 */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
