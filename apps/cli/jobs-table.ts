import type { JobDetailsDto, JobDto, QueueDto } from '#platform/jobs';
import { columns } from './output.js';

const queueHeadings = ['QUEUE', 'WAITING', 'DELAYED', 'ACTIVE', 'FAILED', 'COMPLETED', 'OLDEST'];
const jobHeadings = ['ID', 'STATE', 'TRIES', 'CREATED', 'TENANT', 'FAILURE'];
const outcomes = {
  removed: 'The job was removed from its queue.',
  asked: 'The job is running and was asked to stop.',
  gone: 'Nothing to cancel: the job has ended or does not exist.',
};

export function queuesTable(queues: readonly QueueDto[]): string {
  const rows = queues.map(({ queue, waiting, delayed, active, failed, completed, oldestWaitingSeconds: oldest }) => [
    queue,
    ...[waiting, delayed, active, failed, completed].map(String),
    oldest === null ? '' : `${Math.round(oldest)} s`,
  ]);
  return columns([queueHeadings, ...rows]);
}

export function jobsTable(jobs: readonly JobDto[]): string {
  const rows = jobs.map(({ id, state, tries, triesAllowed, createdAt, tenantId, failure }) => [
    id,
    state,
    `${tries}/${triesAllowed}`,
    createdAt.toISOString(),
    tenantId,
    inOneLine(failure ?? ''),
  ]);
  return columns([jobHeadings, ...rows]);
}

/** The job's line, its payload, its result, and the stacks of its failed tries. */
export function jobText(job: JobDetailsDto): string {
  const stacks = job.stacks.map((stack) => stack.replace(/[^\P{Cc}\n]/gu, ' '));
  const parts = [JSON.stringify(job.payload), job.result && JSON.stringify(job.result), ...stacks];
  return [jobsTable([job]), ...parts.filter(Boolean).map((part) => `${part}\n`)].join('\n');
}

export function retriedText(jobs: number): string {
  return jobs === 1 ? '1 job runs again.\n' : `${jobs} jobs run again.\n`;
}

export function outcomeText(outcome: keyof typeof outcomes): string {
  return `${outcomes[outcome]}\n`;
}

/** A failure's message may contain escape sequences of a terminal. */
const inOneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 100);
