import { CopyConnection } from '#platform/database';
import { countJobs, withQueues } from '#platform/jobs';
import { Problem } from '#platform/problems';
import { climbProblems } from './climb.errors.js';
import { changedSince } from './copying/untouched.js';
import { type Deployment, nameOf } from './deployment.js';
import { stayHere } from './drain/held-queues.js';
import { queuesOf } from './drain/idle-workers.js';
import { type Arrived, beginCutover, type Cutover, holdCutover, readCutover } from './record/cutover-record.js';

/**
 * Ends a move, so that the deployment stays where it was and takes writes again; also one that was cut
 * off anywhere. The new deployment, if it was whole, then starts no more.
 *
 * @param to where it moved to, to see that nothing has changed there; undefined where that is gone
 * for good, and with it whatever was written there
 * @throws Problem `not_moved`, `move_under_way`, `target_used`, `target_silent`
 */
export async function takeBack(from: Deployment, to: Deployment | undefined): Promise<Cutover> {
  const source = await CopyConnection.open(from.ownerUrl);
  try {
    if (!(await holdCutover(source))) throw climbProblems.move_under_way();
    const cutover = await readCutover(source);
    if (!cutover || cutover.state === 'arriving') throw climbProblems.not_moved();
    if (cutover.arrived && to) await giveUp(source, from, to, cutover.arrived).catch(askForLook);
    await stayHere(source, from);
    return cutover;
  } finally {
    await source.close();
  }
}

/** That it does not answer must not be taken for that it was not used. */
function askForLook(error: unknown): never {
  if (!(error instanceof Problem && /^database_(unavailable|refused)$/.test(error.code))) throw error;
  throw climbProblems.target_silent({ reason: error.code }, { cause: error });
}

async function giveUp(source: CopyConnection, from: Deployment, to: Deployment, arrived: Arrived): Promise<void> {
  const target = await CopyConnection.open(to.ownerUrl);
  try {
    await requireUntouched(target, to, arrived, await queuesOf(source));
    if (!(await readCutover(target))) await beginCutover(target, 'arriving', nameOf(from));
  } finally {
    await target.close();
  }
}

async function requireUntouched(
  target: CopyConnection,
  to: Deployment,
  arrived: Arrived,
  queues: readonly string[],
): Promise<void> {
  const part = await changedSince(target, arrived.held);
  if (part) throw climbProblems.target_used({ target: nameOf(to), part });
  if (arrived.jobs === 0) return;
  const jobs = await withQueues({ databaseUrl: to.appUrl, redisUrl: to.redisUrl }, (there) => countJobs(queues, there));
  if (jobs !== arrived.jobs) throw climbProblems.target_used({ target: nameOf(to), part: 'jobs' });
}
