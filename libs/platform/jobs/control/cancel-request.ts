/** The channel that tells workers which of their jobs to stop. */
export const CANCEL_CHANNEL = 'job_cancel';

/** The payload of a notification on `CANCEL_CHANNEL`, as JSON. */
export interface CancelRequest {
  readonly queue: string;
  readonly id: string;
}
