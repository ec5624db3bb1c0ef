import { statement } from '#platform/database';

/** Records that the queues `$1` are declared now. */
export const keepQueues = statement<object, [string[]]>('jobs.schedules.keep-queues')`
  insert into platform.job_queues (queue) select unnest($1::text[])
    on conflict (queue) do update set declared_at = now()`;

/** The recorded queues that are not among those declared here, `$1`, and that no worker has declared for a day. */
export const goneQueues = statement<{ queue: string }, [string[]]>('jobs.schedules.gone-queues')`
  select queue from platform.job_queues
    where queue <> all ($1::text[]) and declared_at < now() - interval '1 day' order by queue`;

/** Deletes the records of the queues `$1`, whose schedules were removed. */
export const forgetQueues = statement<object, [string[]]>('jobs.schedules.forget-queues')`
  delete from platform.job_queues where queue = any ($1::text[])`;
