import { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import { type Cutover, readCutover } from './cutover-record.js';

/**
 * The cutover that a deployment is in, if any.
 *
 * @param url its database as either role, not through a pooler
 */
export async function cutoverOf(url: string): Promise<Cutover | undefined> {
  return CopyConnection.use(url, readCutover);
}

/**
 * Refuses to serve a deployment that was cut over, is past copying, or is not completely filled yet:
 * anything written there would be lost. A deployment that is only being copied may serve.
 *
 * @param url its database as either role, not through a pooler
 * @throws Problem `deployment_cut_over`, `deployment_being_cut_over`
 */
export async function requireNotCutOver(url: string): Promise<void> {
  const cutover = await cutoverOf(url);
  if (!cutover || cutover.state === 'copying') return;
  const { target } = cutover;
  throw cutover.state === 'cut-over'
    ? climbProblems.deployment_cut_over({ target })
    : climbProblems.deployment_being_cut_over({ target });
}
