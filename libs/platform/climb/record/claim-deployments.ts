import type { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import { type Deployment, nameOf } from '../deployment.js';
import { stayHere } from '../drain/held-queues.js';
import { cutoverOf } from './cutover-of.js';
import { beginCutover, type Cutover, holdCutover, readCutover } from './cutover-record.js';

/** Of the upkeep that makes and drops partitions, which must stay as they are while they are copied. */
const PARTITIONS_LOCK = 7_254_370_003;

/**
 * Writes down on both sides what is about to happen.
 *
 * @returns whether an attempt that was cut off is begun anew
 * @throws Problem `move_under_way`, `house_moved`, `house_moving`
 */
export async function claimDeployments(
  source: CopyConnection,
  from: Deployment,
  target: CopyConnection,
  to: Deployment,
): Promise<boolean> {
  if (!(await holdCutover(source))) throw climbProblems.move_under_way();
  const former = await readCutover(source);
  refuseCutOver(former);
  if (former) await stayHere(source, from);
  await source.query('SELECT pg_advisory_lock($1)', [PARTITIONS_LOCK]);
  await beginCutover(source, 'copying', nameOf(to));
  const again = (await readCutover(target)) !== undefined;
  if (!again) await beginCutover(target, 'arriving', nameOf(from));
  return again;
}

/** What stands in the way of a move from a deployment in this state; one that was cut off does not. */
function refuseCutOver(cutover: Cutover | undefined): void {
  if (cutover?.state === 'moved') throw climbProblems.house_moved({ target: cutover.target });
  if (cutover?.state === 'arriving') throw climbProblems.house_moving({ target: cutover.target });
}

/**
 * Looks early whether a deployment may move.
 *
 * @throws Problem `house_moved`, `house_moving`
 */
export async function requireCanCutOver({ ownerUrl }: Deployment): Promise<void> {
  refuseCutOver(await cutoverOf(ownerUrl));
}
