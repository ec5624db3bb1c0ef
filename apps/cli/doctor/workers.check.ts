import { JobControl, type Untaken, UntakenWork, WorkerSurvey } from '#platform/jobs';
import { type Diagnosis, diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'workers';
/** Milliseconds for which the answers of workers are awaited. */
const WORKERS_MS = 1000;
const NOTHING_IS_LOST = 'Nothing that waits is lost.';

/** What is known of the workers and of what waits for them. */
export interface Work {
  readonly untaken: readonly Untaken[];
  /** The queues that each running worker takes. */
  readonly taken: readonly (readonly string[])[];
  /** All queues. */
  readonly queues: readonly string[];
}

/** Checks that workers take what waits in the outbox and in the queues, and that every queue has a worker where any runs. */
export async function checkWorkers({ stopped, application }: Installation): Promise<Diagnosis[]> {
  // What waits there is done by the next start.
  if (stopped) return [fine(name, 'The server is stopped, with its worker.')];
  const app = await application();
  const untaken = await app.get(UntakenWork, { strict: false }).find();
  const taken = await app.get(WorkerSurvey, { strict: false }).ask(WORKERS_MS);
  return judgeWork({ untaken, taken, queues: app.get(JobControl, { strict: false }).names() }, Date.now());
}

/** @param now milliseconds since 1970 */
export function judgeWork({ untaken, taken, queues }: Work, now: number): Diagnosis[] {
  const withWorker = new Set(taken.flat());
  const without = taken.length > 0 ? queues.filter((queue) => !withWorker.has(queue)) : [];
  const late = untaken.filter(({ what }) => !without.includes(what));
  const found = [
    ...(late.length > 0 ? [notWorking(late, taken.length, now)] : []),
    ...withoutWorker(without, untaken, taken),
  ];
  if (found.length > 0) return found;
  return [fine(name, 'No job or event waits without a worker that takes it.')];
}

function notWorking(late: readonly Untaken[], workers: number, now: number): Diagnosis {
  const since = Math.min(...late.map((each) => each.since.getTime()));
  const what = late.map((each) => each.what).join(', ');
  return problem(
    name,
    `No worker has taken any work for ${Math.floor((now - since) / 60_000)} minutes. It waits in: ${what}.`,
    workers > 0
      ? `Workers run that should take it: read their logs, and restart them. ${NOTHING_IS_LOST}`
      : `Start a worker: "npm run worker", with the settings of the API. ${NOTHING_IS_LOST}`,
  );
}

/** Where workers run, and `WORKER_QUEUES` of each leaves the same queues out. */
function withoutWorker(queues: readonly string[], untaken: readonly Untaken[], { length }: Work['taken']): Diagnosis[] {
  if (queues.length === 0) return [];
  const waits = untaken.some(({ what }) => queues.includes(what));
  const workers = length === 1 ? 'The worker that runs does not take' : `None of the ${length} workers that run takes`;
  return [
    diagnosis(
      name,
      waits ? 'problem' : 'warning',
      `${workers} these queues: ${queues.join(', ')}.${waits ? ' Jobs wait there.' : ''}`,
      `Add them to WORKER_QUEUES of a worker, or start one without it. ${NOTHING_IS_LOST}`,
    ),
  ];
}
