import type { CopyConnection } from '#platform/database';
import { holdJobs, withQueues } from '#platform/jobs';
import type { Deployment } from '../deployment.js';
import { endCutover } from '../record/cutover-record.js';
import { queuesOf } from './idle-workers.js';

/** Stops the queues of a deployment in Redis, to which its frozen database says nothing. */
export function holdQueues(owner: CopyConnection, deployment: Deployment): Promise<void> {
  return setHeld(owner, deployment, true);
}

/** Ends a move: the deployment takes writes and works again. */
export async function stayHere(owner: CopyConnection, deployment: Deployment): Promise<void> {
  await endCutover(owner);
  await setHeld(owner, deployment, false);
}

async function setHeld(owner: CopyConnection, { appUrl, redisUrl }: Deployment, held: boolean): Promise<void> {
  if (!redisUrl) return;
  const names = await queuesOf(owner);
  await withQueues({ databaseUrl: appUrl, redisUrl }, (queues) => holdJobs(names, queues, held));
}
