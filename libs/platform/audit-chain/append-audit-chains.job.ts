import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { AuditChains } from './audit-chains.js';

/** About the longest time for which a line is not in the chain, while a worker runs. */
const EVERY_MS = 10_000;

/** `audit-chain.append`. Tried once: the next scheduled run does the same. */
export const appendAuditChains = defineJob<JobPayload>('audit-chain.append', {
  everyMs: EVERY_MS,
  tries: 1,
  concurrency: 1,
});

@HandlesJob(appendAuditChains)
export class AppendAuditChains implements JobHandler {
  constructor(private readonly chains: AuditChains) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<object> {
    return { chained: await this.chains.append(signal) };
  }
}
