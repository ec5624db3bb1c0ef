import { CUTOVERS_CHANNEL, thawTables } from '#platform/cutover';
import type { CopyConnection } from '#platform/database';
import { newId } from '#platform/ids';
import type { HeldThen } from '../copying/untouched.js';

/** Any fixed number: held by the session of the command that moves this database. */
const LOCK = 7_254_370_013;

/** A deployment leaves in the first four states, in this order; one that is being filled is arriving. */
export type CutoverState = 'copying' | 'resting' | 'frozen' | 'moved' | 'arriving';

/** A move that was neither taken back nor finished. */
export interface Cutover {
  readonly id: string;
  readonly state: CutoverState;
  /** The other side, without passwords. */
  readonly target: string;
  /** What the target held when it had all. */
  readonly arrived: Arrived | null;
  readonly beganAt: Date;
}

export interface Arrived {
  readonly held: HeldThen;
  readonly jobs: number;
}

/** The move that a database is in, if any; none in one that never had the migrations. */
export async function readCutover(connection: CopyConnection): Promise<Cutover | undefined> {
  const [kept] = await connection.query<{ kept: boolean }>("SELECT to_regclass('platform.moves') IS NOT NULL AS kept");
  if (!kept?.kept) return undefined;
  const text = 'SELECT id, state, target, arrived, began_at AS "beganAt" FROM platform.moves WHERE ended_at IS NULL';
  return (await connection.query<Cutover>(text))[0];
}

/** Whether this command is now the only one that moves the database, until the connection closes. */
export async function holdCutover(owner: CopyConnection): Promise<boolean> {
  const [row] = await owner.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
  return row?.held ?? false;
}

export async function beginCutover(
  owner: CopyConnection,
  state: 'copying' | 'arriving',
  target: string,
): Promise<void> {
  await owner.query('INSERT INTO platform.moves (id, state, target) VALUES ($1, $2, $3)', [newId(), state, target]);
}

/** Every process of the deployment hears of it. */
export async function advanceCutover(owner: CopyConnection, state: CutoverState, arrived?: Arrived): Promise<void> {
  const values = [state, arrived ? JSON.stringify(arrived) : null];
  await owner.query('UPDATE platform.moves SET state = $1, arrived = $2 WHERE ended_at IS NULL', values);
  await owner.query(`NOTIFY ${CUTOVERS_CHANNEL}`);
}

/** The deployment takes writes and new work again. */
export async function endCutover(owner: CopyConnection): Promise<void> {
  await thawTables(owner);
  await owner.query('UPDATE platform.moves SET ended_at = now() WHERE ended_at IS NULL');
  await owner.query(`NOTIFY ${CUTOVERS_CHANNEL}`);
}
