import type { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import { stayHere } from '../drain/held-queues.js';
import { type House, nameOf } from '../house.js';
import { moveOf } from './move-of.js';
import { beginMove, holdMove, type Move, readMove } from './move-record.js';

/** Of the upkeep that makes and drops partitions, which must stay as they are while they are copied. */
const PARTITIONS_LOCK = 7_254_370_003;

/**
 * Writes down on both sides what is about to happen.
 *
 * @returns whether an attempt that was cut off is begun anew
 * @throws Problem `move_under_way`, `house_moved`, `house_moving`
 */
export async function claimHouses(
  source: CopyConnection,
  from: House,
  target: CopyConnection,
  to: House,
): Promise<boolean> {
  if (!(await holdMove(source))) throw climbProblems.move_under_way();
  const former = await readMove(source);
  refuseMoved(former);
  if (former) await stayHere(source, from);
  await source.query('SELECT pg_advisory_lock($1)', [PARTITIONS_LOCK]);
  await beginMove(source, 'copying', nameOf(to));
  const again = (await readMove(target)) !== undefined;
  if (!again) await beginMove(target, 'arriving', nameOf(from));
  return again;
}

/** What stands in the way of a move from a house in this state; one that was cut off does not. */
function refuseMoved(move: Move | undefined): void {
  if (move?.state === 'moved') throw climbProblems.house_moved({ target: move.target });
  if (move?.state === 'arriving') throw climbProblems.house_moving({ target: move.target });
}

/**
 * Looks early whether a house may move.
 *
 * @throws Problem `house_moved`, `house_moving`
 */
export async function requireMovable({ ownerUrl }: House): Promise<void> {
  refuseMoved(await moveOf(ownerUrl));
}
