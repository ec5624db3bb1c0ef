import { defineJob, type JobPayload } from '#platform/jobs';

/** Which round of which purge asks. */
export interface EmptyStorePayload extends JobPayload {
  readonly purgeId: string;
  readonly round: number;
}

/** Deletes all that a store holds. */
export const emptyStore = defineJob<EmptyStorePayload>('catalog.empty-store');
