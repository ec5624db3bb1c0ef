import type { Tenant } from '#platform/tenancy';

/** Days of events that are kept whole at most: of thirteen months, the fewest. */
const MOST_DAYS = 393;

/** The first day (UTC) of which the plan of a tenant keeps all events, as in `2026-01-15`. */
export function oldestKeptDay(tenant: Pick<Tenant, 'limits'> | undefined): string {
  const kept = tenant?.limits.eventDays ?? MOST_DAYS;
  return plusDays(Temporal.Now.plainDateISO('UTC').toString(), 1 - Math.min(kept, MOST_DAYS));
}

/** The day so many days after another, as in `2026-01-15`. */
export const plusDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
