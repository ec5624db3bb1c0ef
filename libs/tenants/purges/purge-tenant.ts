import { defineJob, type JobPayload } from '#platform/jobs';

/** Goes with a purge to its end. */
export const purgeTenant = defineJob<JobPayload>('tenants.purge-tenant');
