import { CUTOVERS_CHANNEL, thawTables } from '#platform/cutover';
import type { CopyConnection } from '#platform/database';
import { newId } from '#platform/ids';
import type { DatabaseContent } from '../copying/database-content.js';

/** Any fixed number: an advisory lock held by the command that cuts this database over. */
const LOCK = 7_254_370_005;

/** The old deployment passes through the first four states, in this order; the new one is `receiving`. */
export type CutoverState = 'copying' | 'draining' | 'frozen' | 'cut-over' | 'receiving';

/** A cutover that was neither undone nor finished. */
export interface Cutover {
  readonly id: string;
  readonly state: CutoverState;
  /** The other deployment, as `nameOf` shows it. */
  readonly target: string;
  /** What the new deployment held when the copy was complete. */
  readonly arrived: Arrived | null;
  readonly beganAt: Date;
}

export interface Arrived {
  readonly held: DatabaseContent;
  readonly jobs: number;
}

/** The cutover that a database is in, if any; none in a database without the migrations. */
export async function readCutover(connection: CopyConnection): Promise<Cutover | undefined> {
  if (!(await connection.hasTable('platform.cutovers'))) return undefined;
  const text = 'SELECT id, state, target, arrived, began_at AS "beganAt" FROM platform.cutovers WHERE ended_at IS NULL';
  return (await connection.query<Cutover>(text))[0];
}

/** Takes the lock of cutovers until the connection closes. @returns false when another command holds it */
export function lockCutover(owner: CopyConnection): Promise<boolean> {
  return owner.tryLock(LOCK);
}

export async function beginCutover(
  owner: CopyConnection,
  state: 'copying' | 'receiving',
  target: string,
): Promise<void> {
  await owner.query('INSERT INTO platform.cutovers (id, state, target) VALUES ($1, $2, $3)', [newId(), state, target]);
}

/** Notifies every process of the deployment. */
export async function advanceCutover(owner: CopyConnection, state: CutoverState, arrived?: Arrived): Promise<void> {
  const values = [state, arrived ? JSON.stringify(arrived) : null];
  await owner.query('UPDATE platform.cutovers SET state = $1, arrived = $2 WHERE ended_at IS NULL', values);
  await owner.query(`NOTIFY ${CUTOVERS_CHANNEL}`);
}

/** The deployment accepts writes and new work again. */
export async function endCutover(owner: CopyConnection): Promise<void> {
  await thawTables(owner);
  await owner.query('UPDATE platform.cutovers SET ended_at = now() WHERE ended_at IS NULL');
  await owner.query(`NOTIFY ${CUTOVERS_CHANNEL}`);
}
