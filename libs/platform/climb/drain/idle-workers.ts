import { setTimeout as pause } from 'node:timers/promises';
import type { CopyConnection } from '#platform/database';
import { countActive, withQueues } from '#platform/jobs';
import type { Deployment } from '../deployment.js';

const POLL_MS = 50;
/** For so long nothing may run before it counts as settled: a worker may not have heard yet. */
const QUIET_MS = 300;
/** Past the deadline of the jobs, for workers to give theirs back. */
const LAST_WORDS_MS = 5000;

/** Lanes of the outbox that a relay carries now. */
const carried = `
  SELECT count(*)::int AS lanes FROM platform.outbox_lanes WHERE holder IS NOT NULL AND held_until > clock_timestamp()`;

/**
 * Waits until the workers of a deployment, told to rest, have ended what they did. After the deadline it
 * waits no longer: a job whose worker died runs again where it is carried to.
 *
 * @returns milliseconds that it took
 */
export async function untilIdle(owner: CopyConnection, deployment: Deployment, jobDeadlineMs: number): Promise<number> {
  const began = performance.now();
  const names = await queuesOf(owner);
  await withQueues({ databaseUrl: deployment.appUrl, redisUrl: deployment.redisUrl }, async (queues) => {
    const deadline = began + jobDeadlineMs + LAST_WORDS_MS;
    for (let quietSince = performance.now(); ; await pause(POLL_MS)) {
      const [row] = await owner.query<{ lanes: number }>(carried);
      const now = performance.now();
      if ((row?.lanes ?? 0) > 0 || (await countActive(names, queues)) > 0) quietSince = now;
      if (now - quietSince >= QUIET_MS || now > deadline) return;
    }
  });
  return performance.now() - began;
}

/** Every queue that a worker of the deployment kept, this version's or another's. */
export async function queuesOf(owner: CopyConnection): Promise<string[]> {
  const rows = await owner.query<{ queue: string }>('SELECT queue FROM platform.job_queues ORDER BY queue');
  return rows.map(({ queue }) => queue);
}
