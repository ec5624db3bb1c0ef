/** How soon a worker notices things, in milliseconds. */
export class WorkerPace {
  /**
   * @param lockMs how long a worker may be silent before its jobs are taken for stalled
   * @param stalledMs how often stalled jobs are looked for: a job of a dead worker runs again after
   * `lockMs` and two of these at the latest
   * @param graceMs how long a handler may take to stop after its signal, when the worker leaves
   * @param againMs the pause before a try that does not count: the database was away, or a job's end
   * could not be told
   */
  constructor(
    readonly lockMs = 15_000,
    readonly stalledMs = 5000,
    readonly graceMs = 2000,
    readonly againMs = 5000,
  ) {}
}
