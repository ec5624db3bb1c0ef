import { defineJob, type JobPayload } from '#platform/jobs';

/** The purge and its round, which the answer names. */
export interface EmptyStorePayload extends JobPayload {
  readonly purgeId: string;
  readonly round: number;
}

/** Deletes everything in a store. */
export const emptyStore = defineJob<EmptyStorePayload>('catalog.empty-store');
