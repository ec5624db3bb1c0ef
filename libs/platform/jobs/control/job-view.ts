import type { JobDefinition, JobPayload } from '../job-definition.js';
import type { JobData, JobResult } from '../queues/queues.js';

/** The states by which jobs are listed; cancelled jobs are listed as completed. */
export const jobStates = ['waiting', 'delayed', 'active', 'failed', 'completed'] as const;
export type JobState = (typeof jobStates)[number];

/** The number of jobs of a queue by state. */
export interface QueueSummary extends Readonly<Record<JobState, number>> {
  readonly queue: string;
  /** The age of the oldest waiting job, in seconds; null when none waits. */
  readonly oldestWaitingSeconds: number | null;
}

/** A job in a list for operators. */
export interface JobSummary {
  readonly id: string;
  readonly queue: string;
  readonly tenantId: string;
  readonly state: JobState | 'cancelled';
  /** 0 to 1. */
  readonly progress: number;
  /** The number of tries that have ended. */
  readonly tries: number;
  readonly triesAllowed: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why the last try failed. */
  readonly failure: string | null;
}

/** A job with its payload, result and errors. */
export interface JobDetails extends JobSummary {
  readonly payload: JobPayload;
  readonly result: object | null;
  /** The stack of each failed try, in order. */
  readonly stacks: string[];
  readonly traceparent: string | null;
}

/** The fields of a BullMQ job that are shown. */
interface ReadJob {
  readonly id?: string;
  readonly data: JobData;
  readonly progress: unknown;
  readonly attemptsMade: number;
  readonly timestamp: number;
  readonly processedOn?: number;
  readonly finishedOn?: number;
  readonly failedReason?: string;
  readonly stacktrace: string[] | null;
  readonly returnvalue: JobResult | null;
}

export function summaryOf({ name, tries }: JobDefinition, job: ReadJob, state: JobState): JobSummary {
  const cancelled = job.returnvalue !== null && 'cancelled' in job.returnvalue;
  return {
    id: job.id ?? '',
    queue: name,
    tenantId: job.data.payload.tenantId,
    state: cancelled ? 'cancelled' : state,
    progress: typeof job.progress === 'number' ? job.progress : 0,
    tries: job.attemptsMade,
    triesAllowed: tries,
    createdAt: new Date(job.timestamp),
    startedAt: job.processedOn ? new Date(job.processedOn) : null,
    endedAt: job.finishedOn ? new Date(job.finishedOn) : null,
    failure: job.failedReason || null,
  };
}

export function detailsOf(definition: JobDefinition, job: ReadJob, state: JobState): JobDetails {
  const { payload, traceparent } = job.data;
  const result = job.returnvalue && 'result' in job.returnvalue ? job.returnvalue.result : null;
  return { ...summaryOf(definition, job, state), payload, traceparent, result, stacks: job.stacktrace ?? [] };
}
