import { asProblem } from '#platform/database';
import { declaredJobs, type JobDefinition } from '../job-definition.js';
import { jobsProblems } from '../jobs.errors.js';
import { isQueueServerUnavailable } from '../queues/queue-server.js';

/**
 * Awaits an answer of the queue server.
 *
 * @throws Problem `queues_unavailable` (503) when the server does not answer; `writes_paused` (503) when the
 * queues are tables and a cutover is under way
 */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isQueueServerUnavailable(error)) throw asProblem(error);
    throw jobsProblems.queues_unavailable({}, { headers: { 'Retry-After': '1' }, cause: error });
  }
}

/** @throws Problem `queue_not_found` (404) */
export function definitionOf(queue: string): JobDefinition {
  const definition = declaredJobs().find(({ name }) => name === queue);
  if (!definition) throw jobsProblems.queue_not_found({ queue });
  return definition;
}
