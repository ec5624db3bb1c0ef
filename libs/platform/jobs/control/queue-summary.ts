import type { Queues } from '../queues/queues.js';
import type { QueueDto } from './job.dto.js';
import { scheduledJobs } from './list-jobs.js';

/** Reads the summary of a queue. */
export async function queueSummary(queues: Queues, name: string): Promise<QueueDto> {
  const [counts, oldest] = await Promise.all([queues.queue(name).getJobCounts(), oldestWaiting(queues, name)]);
  const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0, completed = 0 } = counts;
  const oldestWaitingSeconds = oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : null;
  return { queue: name, waiting: waiting + prioritized, delayed, active, failed, completed, oldestWaitingSeconds };
}

/** With fair turns the oldest waiting job is among the next ones to run. */
const SAMPLE = 200;

/** When the oldest waiting job of a queue was added; undefined when none waits. */
export async function oldestWaiting(queues: Queues, name: string): Promise<Date | undefined> {
  const times = [...(await oldestByTenant(queues, name)).values()];
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** By tenant, when the oldest of its waiting jobs was added, in milliseconds since 1970. */
export async function oldestByTenant(queues: Queues, name: string): Promise<ReadonlyMap<string, number>> {
  const [front, scheduled] = await Promise.all([queues.server.front(name, SAMPLE), scheduledJobs(queues.queue(name))]);
  const oldest = new Map<string, number>();
  const add = (tenantId: string, at: number) => oldest.set(tenantId, Math.min(at, oldest.get(tenantId) ?? at));
  for (const { tenantId, addedAt } of front) add(tenantId, addedAt);
  for (const { data, timestamp } of scheduled) add(data.payload.tenantId, timestamp);
  return oldest;
}
