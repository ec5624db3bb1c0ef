import { statement } from '#platform/database';
import { PRODUCT_LANE } from '../ledger/event-counts.sql.js';

/**
 * How many events that came in a period, or up to eight days later, were left out; how many were stored, where any was. The
 * hours of the ledger are those of UTC, of which one may begin before the period.
 */
export const sampledOf = statement<{ sampled: number; stored: number }, [start: string, end: string]>(
  'analytics.questions.sampled',
)`
  select s.sampled::float8 as sampled, case when s.sampled > 0 then (select sum(stored) from analytics.ledger
      where hour > $1::timestamptz - interval '1 hour' and hour < $2::timestamptz + interval '8 days'
        and lane <> ${PRODUCT_LANE}) else 0 end::float8 as stored
    from (select coalesce(sum(sampled), 0) as sampled from analytics.ledger
      where sampled > 0 and hour > $1::timestamptz - interval '1 hour' and hour < $2::timestamptz + interval '8 days') s`;
