import { statement } from '#platform/database';
import { inPart } from '../questions/long-questions.sql.js';

/** How many subjects of a part have events in the same weeks: bit 0 is the first week. */
export const countWeeks = statement<
  { weeks: number; subjects: number },
  [start: string, end: string, starts: readonly string[], name: string | null, parts: number, part: number]
>('analytics.retention.count-weeks')`
  select weeks, count(*)::float8 as subjects from (
      select bit_or(1 << (width_bucket(occurred_at, $3::timestamptz[]) - 1)) as weeks from analytics.events
      where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz and ($4::text is null or name = $4)
        and ${inPart('$5', '$6')} group by subject) as of_subject group by weeks`;
