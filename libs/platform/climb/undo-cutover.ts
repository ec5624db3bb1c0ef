import { CopyConnection } from '#platform/database';
import { countJobs, withQueues } from '#platform/jobs';
import { Problem } from '#platform/problems';
import { climbProblems } from './climb.errors.js';
import { changedSince } from './copying/database-content.js';
import { type Deployment, nameOf } from './deployment.js';
import { queuesOf } from './drain/idle-workers.js';
import { abandonCutover } from './drain/paused-queues.js';
import { type Arrived, beginCutover, type Cutover, lockCutover, readCutover } from './record/cutover-record.js';

/**
 * Undoes a cutover, completed or interrupted at any step: the old deployment accepts writes again, and a
 * completed new deployment then refuses to start.
 *
 * @param to the new deployment, which must not have changed; undefined when it is lost for good, together
 * with whatever was written there
 * @throws Problem `no_cutover`, `cutover_under_way`, `target_used`, `target_silent`
 */
export async function undoCutover(from: Deployment, to: Deployment | undefined): Promise<Cutover> {
  return CopyConnection.use(from.ownerUrl, async (source) => {
    if (!(await lockCutover(source))) throw climbProblems.cutover_under_way();
    const cutover = await readCutover(source);
    if (!cutover || cutover.state === 'receiving') throw climbProblems.no_cutover();
    if (cutover.arrived && to) await retireTarget(source, from, to, cutover.arrived).catch(refuseUnknown);
    await abandonCutover(source, from);
    return cutover;
  });
}

/** A database that does not answer must not count as unchanged. */
function refuseUnknown(error: unknown): never {
  if (!(error instanceof Problem && /^database_(unavailable|refused)$/.test(error.code))) throw error;
  throw climbProblems.target_silent({ reason: error.code }, { cause: error });
}

async function retireTarget(source: CopyConnection, from: Deployment, to: Deployment, arrived: Arrived): Promise<void> {
  return CopyConnection.use(to.ownerUrl, async (target) => {
    await requireUntouched(target, to, arrived, await queuesOf(source));
    if (!(await readCutover(target))) await beginCutover(target, 'receiving', nameOf(from));
  });
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
