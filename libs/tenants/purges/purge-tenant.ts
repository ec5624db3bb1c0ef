import { defineJob, type JobPayload } from '#platform/jobs';

/** Runs the purge of a tenant to its end. */
export const purgeTenant = defineJob<JobPayload>('tenants.purge-tenant');
