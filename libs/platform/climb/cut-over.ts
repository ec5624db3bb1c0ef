import { loadDatabase, withSnapshot } from '#platform/backup';
import { freezeTables } from '#platform/cutover';
import { CopyConnection } from '#platform/database';
import { type Copy, carryChanges } from './copying/carry-changes.js';
import { readContent } from './copying/database-content.js';
import { readKeyedTables } from './copying/keyed-tables.js';
import { markBeforeSnapshot } from './copying/transaction-marks.js';
import type { Deployment } from './deployment.js';
import { carryJobs, jobsChangeServer, requireEmptyQueues } from './drain/carried-jobs.js';
import { untilIdle } from './drain/idle-workers.js';
import { abandonCutover, pauseQueues } from './drain/paused-queues.js';
import { claimDeployments } from './record/claim-deployments.js';
import { advanceCutover, endCutover } from './record/cutover-record.js';

/** The steps of a cutover, in this order. */
export type CutoverStep = 'copy' | 'catch-up' | 'drain' | 'freeze' | 'carry' | 'jobs';

export interface CutoverOptions {
  /** Milliseconds for which running jobs may continue. */
  readonly jobDeadlineMs: number;
  /** Called and awaited before each step. */
  readonly onStep?: (step: CutoverStep) => void | Promise<void>;
  /** Called once the cutover is recorded, before anything is copied. */
  readonly onLeaving?: () => Promise<void>;
  /** Called once everything is copied and compared, while writes are still refused; a throw abandons the cutover. */
  readonly onArrived?: () => Promise<void>;
}

/** What was copied, and how long it took. */
export interface CutoverReport {
  readonly tables: number;
  readonly rows: number;
  readonly jobs: number;
  /** Rows that were written during the bulk copy. */
  readonly carried: number;
  /** Milliseconds for which jobs were paused before writes were refused. */
  readonly drainedMs: number;
  /** Milliseconds from the first write that may have been refused until the new deployment was complete. */
  readonly refusedMs: number;
}

/**
 * Cuts a deployment over to a migrated and empty database while it serves. Reads continue throughout.
 * Writes continue during the bulk copy and its comparison, and are refused with `writes_paused` (503) only while
 * the last changes are copied. Afterwards the old deployment stays frozen.
 *
 * A failure leaves the old deployment unchanged. If the process dies, `undoCutover` ends the cutover.
 *
 * @throws Problem `cutover_under_way`, `deployment_cut_over`, `copy_differs`, `jobs_differ`,
 * `queues_not_empty`, those of `loadDatabase`
 */
export function cutOver(from: Deployment, to: Deployment, options: CutoverOptions): Promise<CutoverReport> {
  return CopyConnection.use(from.ownerUrl, (source) =>
    CopyConnection.use(to.ownerUrl, async (target) => {
      const again = await claimDeployments(source, from, target, to);
      return runCutover({ from, to, source, target, again, ...options }).catch(async (error) => {
        await abandonCutover(source, from).catch(() => {});
        throw error;
      });
    }),
  );
}

interface CutoverUnderWay extends CutoverOptions {
  readonly from: Deployment;
  readonly to: Deployment;
  readonly source: CopyConnection;
  readonly target: CopyConnection;
  readonly again: boolean;
}

async function runCutover(cutover: CutoverUnderWay): Promise<CutoverReport> {
  const { from, to, source, target, again, jobDeadlineMs, onStep = () => {} } = cutover;
  const movesJobs = jobsChangeServer(from, to);
  await cutover.onLeaving?.();
  if (movesJobs) await requireEmptyQueues(source, to, again);
  await onStep('copy');
  const first = await copyAll(cutover);
  await onStep('catch-up');
  // Before the snapshot that `carryChanges` takes.
  const mark = await markBeforeSnapshot(source);
  const second = await carryChanges(source, target, first, { proof: true });
  await onStep('drain');
  await advanceCutover(source, 'draining');
  const drainedMs = await untilIdle(source, from, jobDeadlineMs);
  await onStep('freeze');
  const frozenAt = performance.now();
  await advanceCutover(source, 'frozen');
  await freezeTables(source);
  if (movesJobs) await pauseQueues(source, from);
  await onStep('carry');
  const last = await carryChanges(source, target, { ...first, rows: second.rows, mark }, { proof: false });
  await onStep('jobs');
  const jobs = movesJobs ? await carryJobs(source, from, to) : 0;
  await cutover.onArrived?.();
  const held = await readContent(target, first.tables);
  await advanceCutover(source, 'cut-over', { held, jobs });
  await endCutover(target);
  const refusedMs = performance.now() - frozenAt;
  const rows = [...last.rows.values()].reduce((sum, count) => sum + count, 0);
  return { tables: first.tables.length, rows, jobs, carried: second.written + last.written, drainedMs, refusedMs };
}

/** The tables of the jobs are copied too when both deployments keep their jobs in PostgreSQL. */
async function copyAll({ from, to, source, target }: CutoverUnderWay): Promise<Copy> {
  // Before the snapshot that is loaded.
  const mark = await markBeforeSnapshot(source);
  const jobsAreRows = !from.redisUrl && !to.redisUrl;
  const loaded = await withSnapshot(from.ownerUrl, (snapshot) =>
    loadDatabase(to.ownerUrl, jobsAreRows ? snapshot : { ...snapshot, jobsVersion: null }),
  );
  await target.query('ANALYZE');
  const names = loaded.map(({ name }) => name);
  const rows = new Map(loaded.map((table) => [table.name, table.rows]));
  return { tables: await readKeyedTables(target, names), rows, mark };
}
