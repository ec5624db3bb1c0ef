import { UnrecoverableError } from 'bullmq';
import type { BullQueue, Queues } from '../queues/queues.js';
import type { BullJob } from '../running/running-job.js';

const BATCH = 1000;
/** In the order in which the jobs are added: active ones, whose workers are gone, come first. */
const states = ['active', 'wait', 'prioritized', 'delayed'] as const;

/** The lock token of the try that only marks a job as failed. */
const TOKEN = 'palier climb';

/**
 * Copies the jobs of these queues to the queues of the same names on another server, with their ids,
 * payloads, turns, delays and tries; failed jobs stay failed. A job that exists there is not added twice.
 * Jobs of schedules are left out: the workers of the new deployment write their own schedules.
 *
 * No worker may run on either side. Tries that were used up start again from 1.
 *
 * @returns how many jobs were copied
 */
export async function moveJobs(names: readonly string[], from: Queues, to: Queues): Promise<number> {
  let moved = 0;
  for (const name of names) {
    // Failed jobs first, while nothing else waits there: each is taken from its new queue to be failed.
    moved += await eachBatch(from.queue(name), 'failed', (jobs) => addFailed(jobs, name, to));
    for (const state of states) {
      moved += await eachBatch(from.queue(name), state, (jobs) => add(jobs, name, to));
    }
  }
  return moved;
}

/** The number of jobs of these queues that wait, run or have failed, without those of schedules. */
export async function countJobs(names: readonly string[], queues: Queues): Promise<number> {
  let count = 0;
  for (const name of names) {
    for (const state of ['failed', ...states] as const) {
      count += await eachBatch(queues.queue(name), state, async () => {});
    }
  }
  return count;
}

/** The number of running jobs of these queues. */
export async function countActive(names: readonly string[], queues: Queues): Promise<number> {
  const counts = await Promise.all(names.map((name) => queues.queue(name).getActiveCount()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Pauses or resumes these queues for all workers. */
export async function setQueuesPaused(names: readonly string[], queues: Queues, paused: boolean): Promise<void> {
  for (const name of names) await (paused ? queues.queue(name).pause() : queues.queue(name).resume());
}

/** Deletes all jobs of these queues. */
export async function forgetJobs(names: readonly string[], queues: Queues): Promise<void> {
  for (const name of names) await queues.queue(name).obliterate({ force: true });
}

async function eachBatch(
  queue: BullQueue,
  state: (typeof states)[number] | 'failed',
  work: (jobs: readonly BullJob[]) => Promise<void>,
): Promise<number> {
  let seen = 0;
  for (let start = 0; ; start += BATCH) {
    const jobs = await queue.getJobs([state], start, start + BATCH - 1, true);
    const own = jobs.filter(({ repeatJobKey }) => !repeatJobKey);
    if (own.length > 0) await work(own);
    seen += own.length;
    if (jobs.length < BATCH) return seen;
  }
}

async function add(jobs: readonly BullJob[], name: string, to: Queues): Promise<void> {
  await to.queue(name).addBulk(jobs.map((job) => entryOf(job, to)));
}

async function addFailed(jobs: readonly BullJob[], name: string, to: Queues): Promise<void> {
  const worker = to.worker(name);
  try {
    for (const job of jobs) {
      const { data, opts } = entryOf(job, to);
      await to.queue(name).add(name, data, { ...opts, delay: 0, priority: 0 });
      const taken = await worker.getNextJob(TOKEN, { block: false });
      await taken?.moveToFailed(new UnrecoverableError(job.failedReason), TOKEN, false);
    }
  } finally {
    await worker.close();
  }
}

function entryOf(job: BullJob, to: Queues) {
  const { attempts: tries = 1, backoff } = job.opts;
  const backoffMs = typeof backoff === 'number' ? backoff : (backoff?.delay ?? 0);
  // After a failed try the delay counts from that try.
  const due = (job.attemptsMade > 0 ? (job.processedOn ?? job.timestamp) : job.timestamp) + job.delay;
  const timing = {
    timestamp: job.timestamp,
    delay: due > Date.now() ? due - job.timestamp : 0,
    priority: job.priority,
  };
  const options = to.optionsOf({ name: job.name, tries, backoffMs });
  return { name: job.name, data: job.data, opts: { ...options, ...timing, jobId: job.id } };
}
