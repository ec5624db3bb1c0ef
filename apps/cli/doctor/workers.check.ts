import type { Untaken } from '#platform/jobs';
import type { Diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'workers';

/** Checks that workers take what waits in the outbox and in the queues. */
export async function checkWorkers({ stopped, application }: Installation): Promise<Diagnosis[]> {
  // What waits there is done by the next start.
  if (stopped) return [{ name, state: 'fine', summary: 'The server is stopped, with its worker.' }];
  return [judgeWork(await (await application()).untakenWork(), Date.now())];
}

/** @param now milliseconds since 1970 */
export function judgeWork(untaken: readonly Untaken[], now: number): Diagnosis {
  const [first] = [...untaken].sort((a, b) => a.since.getTime() - b.since.getTime());
  if (!first) return { name, state: 'fine', summary: 'No job or event waits without a worker that takes it.' };
  const minutes = Math.floor((now - first.since.getTime()) / 60_000);
  const what = untaken.map((each) => each.what).join(', ');
  return {
    name,
    state: 'problem',
    summary: `No worker has taken any work for ${minutes} minutes. It waits in: ${what}.`,
    remedy: 'Start a worker: "npm run worker", with the settings of the API. Nothing that waits is lost.',
  };
}
