import { loadDatabase, withSnapshot } from '#platform/backup';
import { freezeTables } from '#platform/cutover';
import { CopyConnection } from '#platform/database';
import { type Copy, carryChanges } from './copying/carry-changes.js';
import { readKeyedTables } from './copying/keyed-tables.js';
import { markOf } from './copying/marks.js';
import { holdNow } from './copying/untouched.js';
import type { Deployment } from './deployment.js';
import { carryJobs, jobsMove, requireEmptyQueues } from './drain/carried-jobs.js';
import { holdQueues, stayHere } from './drain/held-queues.js';
import { untilIdle } from './drain/idle-workers.js';
import { claimDeployments } from './record/claim-deployments.js';
import { advanceCutover, endCutover } from './record/cutover-record.js';

/** What a move does, in this order. */
export type CutoverStep = 'copy' | 'catch-up' | 'rest' | 'freeze' | 'carry' | 'jobs';

export interface CutoverOptions {
  /** How long running jobs may go on, in milliseconds. */
  readonly jobDeadlineMs: number;
  /** Called, and waited for, before each step. */
  readonly onStep?: (step: CutoverStep) => void | Promise<void>;
  /** Called once the move is written down, before anything is copied. */
  readonly onLeaving?: () => Promise<void>;
  /** Called once all is there and proven, while writes are still refused; what it throws undoes the move. */
  readonly onArrived?: () => Promise<void>;
}

/** What was moved and what it took. */
export interface CutoverReport {
  readonly tables: number;
  readonly rows: number;
  readonly jobs: number;
  /** Rows that were written while the bulk was copied. */
  readonly carried: number;
  /** Milliseconds in which jobs waited before writes were refused. */
  readonly restedMs: number;
  /** Milliseconds from the first write that may have been refused until the new deployment was whole. */
  readonly refusedMs: number;
}

/**
 * Moves a deployment to a migrated and empty database, while it serves. Reads go on all along. Writes go
 * on while the bulk is copied and compared, and are refused, as `moving` (503), only while the last
 * changes are carried over. In the end the old deployment stays frozen.
 *
 * What fails leaves the old deployment as it was; a process that dies leaves a move that `takeBack` ends.
 *
 * @throws Problem `move_under_way`, `house_moved`, `houses_differ`, `jobs_differ`,
 * `queues_not_empty`, those of `loadDatabase`
 */
export async function moveDeployment(
  from: Deployment,
  to: Deployment,
  options: CutoverOptions,
): Promise<CutoverReport> {
  const source = await CopyConnection.open(from.ownerUrl);
  const target = await CopyConnection.open(to.ownerUrl);
  try {
    const again = await claimDeployments(source, from, target, to);
    try {
      return await carryOver({ from, to, source, target, again, ...options });
    } catch (error) {
      await stayHere(source, from).catch(() => {});
      throw error;
    }
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

interface CutoverUnderWay extends CutoverOptions {
  readonly from: Deployment;
  readonly to: Deployment;
  readonly source: CopyConnection;
  readonly target: CopyConnection;
  readonly again: boolean;
}

async function carryOver(cutover: CutoverUnderWay): Promise<CutoverReport> {
  const { from, to, source, target, again, jobDeadlineMs, onStep = () => {} } = cutover;
  const movesJobs = jobsMove(from, to);
  await cutover.onLeaving?.();
  if (movesJobs) await requireEmptyQueues(source, to, again);
  await onStep('copy');
  const first = await copyAll(cutover);
  await onStep('catch-up');
  const mark = await markOf(source);
  const second = await carryChanges(source, target, first, { proof: true });
  await onStep('rest');
  await advanceCutover(source, 'resting');
  const restedMs = await untilIdle(source, from, jobDeadlineMs);
  await onStep('freeze');
  const frozenAt = performance.now();
  await advanceCutover(source, 'frozen');
  await freezeTables(source);
  if (movesJobs) await holdQueues(source, from);
  await onStep('carry');
  const last = await carryChanges(source, target, { ...first, rows: second.rows, mark }, { proof: false });
  await onStep('jobs');
  const jobs = movesJobs ? await carryJobs(source, from, to) : 0;
  await cutover.onArrived?.();
  const held = await holdNow(target, first.tables);
  await advanceCutover(source, 'moved', { held, jobs });
  await endCutover(target);
  const refusedMs = performance.now() - frozenAt;
  const rows = [...last.rows.values()].reduce((sum, count) => sum + count, 0);
  return { tables: first.tables.length, rows, jobs, carried: second.written + last.written, restedMs, refusedMs };
}

/** Jobs whose server stays PostgreSQL are rows like others; else their tables stay behind. */
async function copyAll({ from, to, source, target }: CutoverUnderWay): Promise<Copy> {
  const mark = await markOf(source);
  const jobsAreRows = !from.redisUrl && !to.redisUrl;
  const loaded = await withSnapshot(from.ownerUrl, (snapshot) =>
    loadDatabase(to.ownerUrl, jobsAreRows ? snapshot : { ...snapshot, jobsVersion: null }),
  );
  await target.query('ANALYZE');
  const names = loaded.map(({ name }) => name);
  const rows = new Map(loaded.map((table) => [table.name, table.rows]));
  return { tables: await readKeyedTables(target, names), rows, mark };
}
