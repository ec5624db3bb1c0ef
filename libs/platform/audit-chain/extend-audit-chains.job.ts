import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { AuditChains } from './audit-chains.js';

/** About the longest time for which a line is not in the chain, while a worker runs. */
const EVERY_MS = 10_000;

/** `audit.seal`. Tried once: the next scheduled run does the same. */
export const extendAuditChains = defineJob<JobPayload>('audit.seal', { everyMs: EVERY_MS, tries: 1, concurrency: 1 });

@HandlesJob(extendAuditChains)
export class ExtendAuditChains implements JobHandler {
  constructor(private readonly chains: AuditChains) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<object> {
    return { chained: await this.chains.extend(signal) };
  }
}
