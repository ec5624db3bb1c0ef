import type { CopyConnection } from '#platform/database';
import { setQueuesPaused, withQueues } from '#platform/jobs';
import type { Deployment } from '../deployment.js';
import { endCutover } from '../record/cutover-record.js';
import { queuesOf } from './idle-workers.js';

/** Pauses the queues of a deployment in Redis, which the freeze of its database does not affect. */
export function pauseQueues(owner: CopyConnection, deployment: Deployment): Promise<void> {
  return setPaused(owner, deployment, true);
}

/** Ends a cutover without going through with it: the deployment accepts writes and runs jobs again. */
export async function abandonCutover(owner: CopyConnection, deployment: Deployment): Promise<void> {
  await endCutover(owner);
  await setPaused(owner, deployment, false);
}

async function setPaused(owner: CopyConnection, { appUrl, redisUrl }: Deployment, paused: boolean): Promise<void> {
  if (!redisUrl) return;
  const names = await queuesOf(owner);
  await withQueues({ databaseUrl: appUrl, redisUrl }, (queues) => setQueuesPaused(names, queues, paused));
}
