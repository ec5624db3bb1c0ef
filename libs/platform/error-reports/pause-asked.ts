import { retryAfterSeconds } from '#platform/outbound';

/** Seconds, of a 429 that does not say for how long. */
const UNSAID_S = 60;
/** Seconds after which a receiver is asked again, whatever it said. */
const LONGEST_S = 3600;

/**
 * For how long a receiver wants no more errors, in seconds; 0 where it takes them. `X-Sentry-Rate-Limits`, which may come with
 * any status, goes before `Retry-After`: limits separated by commas, as in `60:error;transaction:organization`, of which those
 * without categories are for all.
 */
export function pauseAsked(status: number, headers: Readonly<Record<string, string>>): number {
  const limits = headers['x-sentry-rate-limits'];
  const asked = limits === undefined ? afterRefusal(status, headers) : Math.max(0, ...limits.split(',').map(ofErrors));
  return Math.min(asked, LONGEST_S);
}

function afterRefusal(status: number, headers: Readonly<Record<string, string>>): number {
  return status === 429 ? retryAfterSeconds(headers['retry-after'], new Date()) || UNSAID_S : 0;
}

function ofErrors(limit: string): number {
  const [seconds = '', categories = ''] = limit.trim().split(':');
  const isOurs = categories === '' || categories.split(';').includes('error');
  return isOurs && /^\d+(\.\d+)?$/.test(seconds) ? Number(seconds) : 0;
}
