import type { JobDetails, JobSummary, QueueSummary } from '#platform/jobs';
import type { Locale } from '#platform/problems';
import { columns } from './columns.js';

const words = {
  en: {
    queues: ['QUEUE', 'WAITING', 'DELAYED', 'RUNNING', 'FAILED', 'DONE', 'OLDEST'],
    jobs: ['ID', 'STATE', 'TRIES', 'CREATED', 'TENANT', 'FAILURE'],
    states: {
      waiting: 'waiting',
      delayed: 'delayed',
      active: 'running',
      failed: 'failed',
      completed: 'done',
      cancelled: 'cancelled',
    },
    seconds: (seconds: number) => `${seconds} s`,
    retried: (jobs: number) => (jobs === 1 ? '1 job runs again.' : `${jobs} jobs run again.`),
    outcomes: {
      removed: 'It was taken out of its queue.',
      asked: 'It runs, and was asked to stop.',
      gone: 'There was nothing to cancel: it has ended, or is not there.',
    },
  },
  fr: {
    queues: ['FILE', 'EN ATTENTE', 'DIFFÉRÉES', 'EN COURS', 'EN ÉCHEC', 'TERMINÉES', 'PLUS ANCIENNE'],
    jobs: ['IDENTIFIANT', 'ÉTAT', 'ESSAIS', 'CRÉATION', 'LOCATAIRE', 'ÉCHEC'],
    states: {
      waiting: 'en attente',
      delayed: 'différée',
      active: 'en cours',
      failed: 'en échec',
      completed: 'terminée',
      cancelled: 'annulée',
    },
    seconds: (seconds: number) => `${seconds} s`,
    retried: (jobs: number) => (jobs < 2 ? `${jobs} tâche relancée.` : `${jobs} tâches relancées.`),
    outcomes: {
      removed: 'Elle a été retirée de sa file.',
      asked: 'Elle est en cours, et l’arrêt lui a été demandé.',
      gone: 'Il n’y avait rien à annuler : elle est terminée, ou n’existe pas.',
    },
  },
};

export function queuesTable(queues: readonly QueueSummary[], locale: Locale): string {
  const text = words[locale];
  const rows = queues.map(({ queue, waiting, delayed, active, failed, completed, oldestWaitingSeconds: oldest }) => [
    queue,
    ...[waiting, delayed, active, failed, completed].map(String),
    oldest === null ? '' : text.seconds(Math.round(oldest)),
  ]);
  return columns([text.queues, ...rows]);
}

export function jobsTable(jobs: readonly JobSummary[], locale: Locale): string {
  const text = words[locale];
  const rows = jobs.map(({ id, state, tries, triesAllowed, createdAt, tenantId, failure }) => [
    id,
    text.states[state],
    `${tries}/${triesAllowed}`,
    createdAt.toISOString(),
    tenantId,
    inOneLine(failure ?? ''),
  ]);
  return columns([text.jobs, ...rows]);
}

/** The job's line, then what it was asked to do, what it returned, and the stacks of its failed tries. */
export function jobText(job: JobDetails, locale: Locale): string {
  const stacks = job.stacks.map((stack) => stack.replace(/[^\P{Cc}\n]/gu, ' '));
  const parts = [JSON.stringify(job.payload), job.result && JSON.stringify(job.result), ...stacks];
  return [jobsTable([job], locale), ...parts.filter(Boolean).map((part) => `${part}\n`)].join('\n');
}

export function retriedText(jobs: number, locale: Locale): string {
  return `${words[locale].retried(jobs)}\n`;
}

export function outcomeText(outcome: 'removed' | 'asked' | 'gone', locale: Locale): string {
  return `${words[locale].outcomes[outcome]}\n`;
}

/** What a failure says is not ours: nothing in it may move the cursor of a terminal. */
const inOneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 100);
