/** The channel on which workers hear which of their jobs to stop. */
export const CANCEL_CHANNEL = 'job_cancel';

/** What is said there, as JSON. */
export interface CancelRequest {
  readonly queue: string;
  readonly id: string;
}
