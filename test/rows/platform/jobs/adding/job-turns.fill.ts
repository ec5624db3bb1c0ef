import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  // 500 tenants wait in each of ten queues.
  once: [
    `insert into platform.job_turns (queue, tenant, turn)
     select 'test.queue-' || i % 10, uuidv7(), 1 + i / 10 from generate_series(1, 5000) as i`,
  ],
};
