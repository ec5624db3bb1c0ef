import { statement } from '#platform/database';
import { inPart } from '../questions/long-questions.sql.js';

/** Steps that a funnel has at most. */
export const mostSteps = 5;

/** The first event of each subject with the name of a step, after the event that was taken for the step before. */
const next = (step: number) => `,
    step${step} as (select distinct on (subject) subject, begun, f.at, f.id from step${step - 1} s join found f using (subject)
      where f.name = ($3::text[])[${step}] and (f.at, f.id) > (s.at, s.id) and f.at <= begun + $4 * interval '1 second'
      order by subject, f.at, f.id)`;

const steps = Array.from({ length: mostSteps }, (_, i) => i + 1);

/** How many subjects of a part made each step; 0 for steps that are not asked for. Times are whole milliseconds. */
export const countFunnelSteps = statement<
  { subjects: number[] },
  [start: string, end: string, names: readonly string[], within: number, parts: number, part: number]
>('analytics.funnels.count')`
  with found as materialized (
      select subject, occurred_at as at, id, name from analytics.events
      where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz and name = any ($3::text[])
        and ${inPart('$5', '$6')}),
    step1 as (select distinct on (subject) subject, at as begun, at, id from found where name = ($3::text[])[1]
      order by subject, at, id)${steps.slice(1).map(next).join('')}
    select array[${steps.map((step) => `(select count(*) from step${step})`).join(', ')}]::float8[] as subjects`;
