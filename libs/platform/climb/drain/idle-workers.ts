import { setTimeout as pause } from 'node:timers/promises';
import type { CopyConnection } from '#platform/database';
import { countActive, withQueues } from '#platform/jobs';
import type { Deployment } from '../deployment.js';

const POLL_MS = 50;
/** Milliseconds without any activity before workers count as idle: one may not have received the notification yet. */
const QUIET_MS = 300;
/** Milliseconds past the deadline of the jobs in which workers return them to their queues. */
const GRACE_MS = 5000;

/** Shards of the outbox that a relay holds. */
const heldShards = `
  SELECT count(*)::int AS shards FROM platform.outbox_shards WHERE holder IS NOT NULL AND held_until > clock_timestamp()`;

/**
 * Waits until the paused workers of a deployment run no job and forward no row. After the deadline it
 * waits no longer: a job whose worker died runs again on the new deployment.
 *
 * @returns milliseconds that it waited
 */
export async function untilIdle(owner: CopyConnection, deployment: Deployment, jobDeadlineMs: number): Promise<number> {
  const began = performance.now();
  const names = await queuesOf(owner);
  await withQueues({ databaseUrl: deployment.appUrl, redisUrl: deployment.redisUrl }, async (queues) => {
    const deadline = began + jobDeadlineMs + GRACE_MS;
    for (let quietSince = performance.now(); ; await pause(POLL_MS)) {
      const [row] = await owner.query<{ shards: number }>(heldShards);
      const now = performance.now();
      if ((row?.shards ?? 0) > 0 || (await countActive(names, queues)) > 0) quietSince = now;
      if (now - quietSince >= QUIET_MS || now > deadline) return;
    }
  });
  return performance.now() - began;
}

/** Every queue that a worker of the deployment has served, of this version or another. */
export async function queuesOf(owner: CopyConnection): Promise<string[]> {
  const rows = await owner.query<{ queue: string }>('SELECT queue FROM platform.job_queues ORDER BY queue');
  return rows.map(({ queue }) => queue);
}
