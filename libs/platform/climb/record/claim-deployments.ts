import type { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import { type Deployment, nameOf } from '../deployment.js';
import { abandonCutover } from '../drain/paused-queues.js';
import { cutoverOf } from './cutover-of.js';
import { beginCutover, type Cutover, lockCutover, readCutover } from './cutover-record.js';

/** The lock of the job that creates and drops partitions, which must not change while they are copied. */
const PARTITIONS_LOCK = 7_254_370_003;

/**
 * Records the cutover in both databases.
 *
 * @returns whether an interrupted attempt is started again
 * @throws Problem `cutover_under_way`, `deployment_cut_over`, `deployment_being_cut_over`
 */
export async function claimDeployments(
  source: CopyConnection,
  from: Deployment,
  target: CopyConnection,
  to: Deployment,
): Promise<boolean> {
  if (!(await lockCutover(source))) throw climbProblems.cutover_under_way();
  const former = await readCutover(source);
  requireStartable(former);
  if (former) await abandonCutover(source, from);
  await source.query('SELECT pg_advisory_lock($1)', [PARTITIONS_LOCK]);
  await beginCutover(source, 'copying', nameOf(to));
  const again = (await readCutover(target)) !== undefined;
  if (!again) await beginCutover(target, 'receiving', nameOf(from));
  return again;
}

/** Throws unless a cutover from a deployment in this state may start; an interrupted one may start again. */
function requireStartable(cutover: Cutover | undefined): void {
  if (cutover?.state === 'cut-over') throw climbProblems.deployment_cut_over({ target: cutover.target });
  if (cutover?.state === 'receiving') throw climbProblems.deployment_being_cut_over({ target: cutover.target });
}

/**
 * Requires that a cutover from this deployment may start, before anything is prepared.
 *
 * @throws Problem `deployment_cut_over`, `deployment_being_cut_over`
 */
export async function requireCanCutOver({ ownerUrl }: Deployment): Promise<void> {
  requireStartable(await cutoverOf(ownerUrl));
}
