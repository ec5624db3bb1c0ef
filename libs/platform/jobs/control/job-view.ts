import type { JobDefinition } from '../job-definition.js';
import type { JobData, JobResult } from '../queues/queues.js';
import type { JobDetailsDto, JobDto, JobState } from './job.dto.js';

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

export function summaryOf({ name, tries }: JobDefinition, job: ReadJob, state: JobState): JobDto {
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

export function detailsOf(definition: JobDefinition, job: ReadJob, state: JobState): JobDetailsDto {
  const { payload, traceparent } = job.data;
  const result = job.returnvalue && 'result' in job.returnvalue ? job.returnvalue.result : null;
  return { ...summaryOf(definition, job, state), payload, traceparent, result, stacks: job.stacktrace ?? [] };
}
