import type { CopyConnection } from '#platform/database';
import { holdJobs, withQueues } from '#platform/jobs';
import type { House } from '../house.js';
import { endMove } from '../record/move-record.js';
import { queuesOf } from './settled.js';

/** Stops the queues of a house in Redis, to which its frozen database says nothing. */
export function holdQueues(owner: CopyConnection, house: House): Promise<void> {
  return setHeld(owner, house, true);
}

/** Ends a move: the house takes writes and works again. */
export async function stayHere(owner: CopyConnection, house: House): Promise<void> {
  await endMove(owner);
  await setHeld(owner, house, false);
}

async function setHeld(owner: CopyConnection, { appUrl, redisUrl }: House, held: boolean): Promise<void> {
  if (!redisUrl) return;
  const names = await queuesOf(owner);
  await withQueues({ databaseUrl: appUrl, redisUrl }, (queues) => holdJobs(names, queues, held));
}
