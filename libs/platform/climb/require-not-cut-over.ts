import { climbProblems } from './climb.errors.js';
import { cutoverOf } from './record/cutover-of.js';

/**
 * Refuses to serve a deployment that has moved, is being moved, or has not wholly arrived: whatever were
 * written there would be lost. One that is only being copied may serve.
 *
 * @param url its database as either role, past any pooler
 * @throws Problem `house_moved`, `house_moving`
 */
export async function requireAtHome(url: string): Promise<void> {
  const cutover = await cutoverOf(url);
  if (!cutover || cutover.state === 'copying') return;
  const { target } = cutover;
  throw cutover.state === 'moved' ? climbProblems.house_moved({ target }) : climbProblems.house_moving({ target });
}
