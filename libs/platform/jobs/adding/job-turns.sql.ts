import { statement } from '#platform/database';

/**
 * Gives turns in the queue `$1` to `$5` jobs of each tenant in `$4`. `$2` is the turn last taken, `$3`
 * whether the queue is idle, `$6` the greatest turn. The commit does not wait for the disk: turns that a
 * server crash loses do no harm.
 */
export const takeTurns = statement<
  { tenant: string; last: number },
  [string, number, boolean, string[], number[], number]
>('jobs.turns.take')`
  with batch as (
      select tenant, jobs from unnest($4::uuid[], $5::integer[]) as batch (tenant, jobs)
    ), clock as (
      insert into platform.job_queues as q (queue, turn)
      select $1, $2 where set_config('synchronous_commit', 'off', true) = 'off'
      on conflict (queue) do update set turn = case when $3 then 0 else greatest(q.turn, excluded.turn) end
      returning turn
    ), forgotten as (
      delete from platform.job_turns t using clock
      where t.queue = $1 and t.tenant <> all ($4::uuid[]) and ($3 or t.turn < clock.turn)
    )
    insert into platform.job_turns as t (queue, tenant, turn)
    select $1, batch.tenant, least(greatest(clock.turn, 1) + batch.jobs - 1, $6)
    from batch, clock order by batch.tenant
    on conflict (queue, tenant) do update set turn = least($6,
      greatest(excluded.turn, case when $3 then 0
        else t.turn + (select jobs from batch where batch.tenant = t.tenant) end))
    returning tenant, turn as last`;
