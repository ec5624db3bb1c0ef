import { nearestName } from '#platform/suggestions';
import { declaredJobs, type JobDefinition } from '../job-definition.js';
import { jobsProblems } from '../jobs.errors.js';

/**
 * The declared jobs whose queues a worker takes.
 *
 * @param patterns names of queues, as `WORKER_QUEUES` has them: `*` stands for any characters
 * @throws Problem `worker_queue_unknown` for a pattern that is the name of no queue
 */
export function takenJobs(patterns: readonly string[]): readonly JobDefinition[] {
  const jobs = declaredJobs();
  const forms = patterns.map((pattern) => {
    const form = new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\*+/g, '.*')}$`);
    if (!jobs.some(({ name }) => form.test(name))) throw unknown(pattern, jobs);
    return form;
  });
  return jobs.filter(({ name }) => forms.some((form) => form.test(name)));
}

/**
 * The names of the queues that a worker takes, where these are not all; undefined where they are.
 *
 * @throws Problem `worker_queue_unknown`, as `takenJobs`
 */
export function limitedQueues(patterns: readonly string[]): readonly string[] | undefined {
  const taken = takenJobs(patterns);
  return taken.length < declaredJobs().length ? taken.map(({ name }) => name) : undefined;
}

function unknown(pattern: string, jobs: readonly JobDefinition[]): Error {
  const names = jobs.map(({ name }) => name);
  const contexts = new Set(names.map((name) => name.replace(/\..*/, '.*')));
  const nearest = nearestName(pattern, [...contexts, ...names]);
  const meant = nearest ? { en: ` (did you mean ${nearest}?)`, fr: ` (vouliez-vous dire ${nearest} ?)` } : '';
  return jobsProblems.worker_queue_unknown({ pattern, meant });
}
