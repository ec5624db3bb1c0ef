import { statement } from '#platform/database';

/** `$1` are the queues that there are. */
export const keepQueues = statement<object, [string[]]>({
  name: 'jobs.schedules.keep-queues',
  text: 'insert into platform.job_queues (queue) select unnest($1::text[]) on conflict do nothing',
});

/** The queues of jobs that are no longer declared, out of `$1`. */
export const goneQueues = statement<{ queue: string }, [string[]]>({
  name: 'jobs.schedules.gone-queues',
  index: 'job_queues_pkey',
  text: 'select queue from platform.job_queues where queue <> all ($1::text[]) order by queue',
});

/** `$1` are queues without a schedule. */
export const forgetQueues = statement<object, [string[]]>({
  name: 'jobs.schedules.forget-queues',
  text: 'delete from platform.job_queues where queue = any ($1::text[])',
});
