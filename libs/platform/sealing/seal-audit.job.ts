import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { AuditSealing } from './audit-sealing.js';

/** The longest that a line stays unsealed while a worker runs is about this. */
const EVERY_MS = 10_000;

/** `audit.seal`. Tried once: the next run is as good. */
export const sealAudit = defineJob<JobPayload>('audit.seal', { everyMs: EVERY_MS, tries: 1, concurrency: 1 });

@HandlesJob(sealAudit)
export class SealAuditJob implements JobHandler {
  constructor(private readonly sealing: AuditSealing) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<object> {
    return { sealed: await this.sealing.seal(signal) };
  }
}
