/**
 * The seconds of a Retry-After header (RFC 9110 §10.2.3), which is a number or a date; 0 where there is none.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
}
