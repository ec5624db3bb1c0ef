/**
 * Thrown by a handler that could do nothing of its job now, for no fault of the job's: a server that it needs is away. The job runs
 * again after a pause, and the try is not counted.
 */
export class NotNow extends Error {}
