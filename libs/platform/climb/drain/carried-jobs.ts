import type { CopyConnection } from '#platform/database';
import { countJobs, forgetJobs, moveJobs, withQueues } from '#platform/jobs';
import { climbProblems } from '../climb.errors.js';
import type { Deployment } from '../deployment.js';
import { queuesOf } from './idle-workers.js';

/** Whether jobs change their server; in a Redis that both deployments use they stay where they are. */
export function jobsMove(from: Deployment, to: Deployment): boolean {
  return (from.redisUrl ?? to.redisUrl) !== undefined && from.redisUrl !== to.redisUrl;
}

/**
 * Sees that the new queues are empty.
 *
 * @param source the database of the old deployment as its owner
 * @param again whether what is there may be of an attempt that was cut off, and is forgotten
 * @throws Problem `queues_not_empty`
 */
export async function requireEmptyQueues(source: CopyConnection, to: Deployment, again: boolean): Promise<void> {
  const names = await queuesOf(source);
  await withQueues(placeOf(to), async (queues) => {
    const jobs = await countJobs(names, queues);
    if (jobs === 0) return;
    if (!again) throw climbProblems.queues_not_empty({ jobs });
    await forgetJobs(names, queues);
  });
}

/** @returns how many jobs are in the new queues now @throws Problem `jobs_differ` */
export async function carryJobs(source: CopyConnection, from: Deployment, to: Deployment): Promise<number> {
  const names = await queuesOf(source);
  return withQueues(placeOf(from), (old) =>
    withQueues(placeOf(to), async (fresh) => {
      const expected = await moveJobs(names, old, fresh);
      const found = await countJobs(names, fresh);
      if (found !== expected) throw climbProblems.jobs_differ({ found, expected });
      return found;
    }),
  );
}

function placeOf({ appUrl, redisUrl }: Deployment) {
  return { databaseUrl: appUrl, redisUrl };
}
