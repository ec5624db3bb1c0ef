/**
 * When a UUIDv7 was made, in milliseconds since 1970 (RFC 9562 §5.7). Of one from `newId` it may be ahead of the clock,
 * by ten seconds at most, after the clock was set back: compare it with the time of another id, not with `Date.now()`,
 * where being later would let something pass.
 */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
