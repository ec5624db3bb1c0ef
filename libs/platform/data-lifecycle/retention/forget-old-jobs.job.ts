import { defineJob, HandlesJob, type JobContext, JobControl, type JobHandler, type JobPayload } from '#platform/jobs';

const forgetOldJobs = defineJob('data-lifecycle.forget-old-jobs', { everyMs: 86_400_000 });

/** Deletes jobs that failed more than 30 days ago, since their payloads may hold ids of persons. */
@HandlesJob(forgetOldJobs)
export class ForgetOldJobs implements JobHandler {
  constructor(private readonly jobs: JobControl) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<undefined> {
    await this.jobs.forgetOld(signal);
  }
}
