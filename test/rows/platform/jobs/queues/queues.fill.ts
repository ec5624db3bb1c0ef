import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  // 2,000 jobs in each of ten queues, one in ten of them done.
  once: [
    `insert into bullmq.job (queue, id, seq, name, state, priority, added_at_ms, finished_at_ms)
     select 'test.queue-' || i % 10, uuidv7(), i, 'test', case when done then 'completed' else 'waiting' end::bullmq.job_state,
       1 + i / 10 % 500, 1763683200000 + i, case when done then 1763683200000 + i end
     from generate_series(1, 20000) as i, lateral (select i / 10 % 10 = 0) as of_job (done)`,
  ],
  small: { 'platform.job_queues': 'one row a declared job' },
};
