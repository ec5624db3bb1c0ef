import type { CopyConnection } from '#platform/database';
import { countJobs, forgetJobs, moveJobs, withQueues } from '#platform/jobs';
import { climbProblems } from '../climb.errors.js';
import type { Deployment } from '../deployment.js';
import { queuesOf } from './idle-workers.js';

/** Whether the jobs must be copied to another server; not when both deployments use the same Redis. */
export function jobsChangeServer(from: Deployment, to: Deployment): boolean {
  return (from.redisUrl ?? to.redisUrl) !== undefined && from.redisUrl !== to.redisUrl;
}

/**
 * Requires that the new queues are empty.
 *
 * @param source the database of the old deployment, as its owner
 * @param again whether the new queues may hold jobs of an interrupted attempt, which are then deleted
 * @throws Problem `queues_not_empty`
 */
export async function requireEmptyQueues(source: CopyConnection, to: Deployment, again: boolean): Promise<void> {
  const names = await queuesOf(source);
  await withQueues(jobServerOf(to), async (queues) => {
    const jobs = await countJobs(names, queues);
    if (jobs === 0) return;
    if (!again) throw climbProblems.queues_not_empty({ jobs });
    await forgetJobs(names, queues);
  });
}

/**
 * Copies the jobs to the queues of the new deployment.
 *
 * @returns how many jobs are in the new queues
 * @throws Problem `jobs_differ`
 */
export async function carryJobs(source: CopyConnection, from: Deployment, to: Deployment): Promise<number> {
  const names = await queuesOf(source);
  return withQueues(jobServerOf(from), (old) =>
    withQueues(jobServerOf(to), async (fresh) => {
      const expected = await moveJobs(names, old, fresh);
      const found = await countJobs(names, fresh);
      if (found !== expected) throw climbProblems.jobs_differ({ found, expected });
      return found;
    }),
  );
}

function jobServerOf({ appUrl, redisUrl }: Deployment) {
  return { databaseUrl: appUrl, redisUrl };
}
