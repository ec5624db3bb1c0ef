import { statement } from '#platform/database';

/** How many events were stored of the hours of a period, and how many of them have one of the names; null for all. */
export const eventsIn = statement<
  { events: number; named: number },
  [start: string, end: string, names: readonly string[] | null]
>('analytics.questions.events-in')`
  -- An hour of the counts may begin at half past, and before the period.
  select coalesce(sum(events), 0)::float8 as events,
      coalesce(sum(events) filter (where $3::text[] is null or name = any ($3::text[])), 0)::float8 as named
    from analytics.event_counts where hour > $1::timestamptz - interval '1 hour' and hour < $2::timestamptz`;

/** A job that runs again after a kill keeps the first answer. */
export const keepAnswer = statement<object, [id: string, kind: string, answer: string]>(
  'analytics.questions.keep-answer',
)`
  insert into analytics.answers (tenant_id, id, kind, answer)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3) on conflict do nothing`;

export const answerById = statement<{ answer: object }, [id: string, kind: string]>('analytics.questions.answer-by-id')`
  select answer from analytics.answers where id = $1 and kind = $2 and made_at > now() - interval '1 day'`;

/**
 * For the statements of this transaction. Of partitions without statistics the planner expects few rows, and would compare each
 * event with each.
 */
export const avoidNestedLoops = statement('analytics.questions.avoid-nested-loops')`
  select set_config('enable_nestloop', 'off', true)`;

/** The condition of events whose subject is in a part of all, by its hash. @param parts, part parameters such as `$5` */
export const inPart = (parts: string, part: string) =>
  `subject is not null and (hashtext(subject) & 2147483647) % ${parts}::integer = ${part}::integer`;
