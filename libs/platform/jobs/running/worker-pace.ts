/** The intervals and timeouts of a worker, in milliseconds. */
export class WorkerPace {
  /**
   * @param lockMs how long a worker may be silent before its jobs count as stalled
   * @param stalledMs the interval of the check for stalled jobs: a job of a dead worker runs again after
   * `lockMs` and two of these at the latest
   * @param graceMs how long a handler may take to stop after its signal, when the worker shuts down
   * @param againMs the pause before a try that is not counted: the database was unreachable, or the end of
   * a job could not be reported
   * @param sliceMs after which a job that resumes goes on later where other tenants wait
   */
  constructor(
    readonly lockMs = 15_000,
    readonly stalledMs = 5000,
    readonly graceMs = 2000,
    readonly againMs = 5000,
    readonly sliceMs = 30_000,
  ) {}
}
