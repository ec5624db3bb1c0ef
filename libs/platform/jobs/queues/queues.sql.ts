import { statement } from '#platform/database';

/** The next jobs by turn: `$1` is the queue, `$2` how many. */
export const frontOfQueue = statement<
  { id: string; turn: number; addedAt: string; tenantId: string },
  [string, number]
>('jobs.queues.front')`
  select id, priority as turn, added_at_ms as "addedAt", data #>> '{payload,tenantId}' as "tenantId" from bullmq.job
    where queue = $1 and state = 'waiting' and priority > 0
    order by priority, seq limit $2`;

/**
 * The queues among `$1` in which jobs run, or are due at `$2`, in milliseconds since 1970. No EXISTS: PostgreSQL may answer that by
 * reading the jobs of all queues.
 */
export const lookAtQueues = statement<{ queue: string; running: true | null; due: true | null }, [string[], number]>(
  'jobs.queues.look',
)`
  select queue, running, due from unnest($1::text[]) as asked (queue), lateral (select
      (select true from bullmq.job as j where j.queue = asked.queue and state = 'active' limit 1) as running,
      coalesce((select true from bullmq.job as j where j.queue = asked.queue and state = 'waiting' order by priority, seq limit 1),
        (select true from bullmq.job as j
         where j.queue = asked.queue and state = 'delayed' and process_at_ms <= $2 limit 1)) as due
      offset 0
    ) as looked where running or due`;

/** Counts the waiting jobs: `$1` is the queue, `$2` the number at which counting stops. */
export const countWaiting = statement<{ count: number }, [string, number]>('jobs.queues.count-waiting')`
  select count(*)::integer as count
    from (select from bullmq.job where queue = $1 and state = 'waiting' limit $2) as waiting`;

/** The greatest running and the least waiting turn: `$1` is the queue. */
export const readPosition = statement<{ running: number | null; head: number | null }, [string]>('jobs.queues.place')`
  select (select max(priority) from bullmq.job where queue = $1 and state = 'active') as running,
      (select priority from bullmq.job where queue = $1 and state = 'waiting' and priority > 0
       order by priority, seq limit 1) as head`;

/** Deletes the jobs of the queue `$1` that were completed before `$2`, in milliseconds since 1970, `$3` at most. */
export const forgetCompleted = statement<object, [string, number, number]>('jobs.queues.forget-completed')`
  delete from bullmq.job where ctid = any (array(
      select ctid from bullmq.job where queue = $1 and state = 'completed' and finished_at_ms <= $2
      order by finished_at_ms limit $3 for update skip locked))`;

/** When the schedules of the queues `$1` run next, in milliseconds since 1970. */
export const findNextRuns = statement<{ queue: string; next: number }, [string[]]>('jobs.queues.next-runs')`
  select queue, next_run_ms::float8 as next from bullmq.scheduler where queue = any ($1::text[]) and scheduler_id = queue`;

/** Has each of the queues `$1` keep about `$2` events. */
export const keepEvents = statement<object, [string[], number]>('jobs.queues.keep-events')`
  insert into bullmq.meta (queue, field, value) select unnest($1::text[]), 'opts.maxLenEvents', $2::integer::text
    on conflict (queue, field) do update set value = excluded.value where meta.value <> excluded.value`;

/**
 * The delayed jobs of the queues `$1` that are due after the time of their queue in `$2`, `$4` at most of each. Locks end at `$3` at
 * the latest; a check for stalled jobs that seems to be later is forgotten, for there would be none until then. Times are in
 * milliseconds since 1970.
 */
export const findDueAfter = statement<{ queue: string; id: string }, [string[], number[], number, number]>(
  'jobs.queues.due-after',
)`
  with locks as (
      update bullmq.job set locked_until_ms = $3 where queue = any ($1) and state = 'active' and locked_until_ms > $3
    ), checks as (
      delete from bullmq.meta where queue = any ($1) and field = 'stalled-check' and value::bigint > $3
    )
    select queue, late.id from unnest($1::text[], $2::bigint[]) as asked (queue, latest), lateral (
      select id from bullmq.job as j where j.queue = asked.queue and state = 'delayed' and process_at_ms > latest limit $4
    ) as late`;
