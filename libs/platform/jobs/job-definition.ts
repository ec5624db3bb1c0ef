/** The payload of every job; JSON, ids rather than personal data. */
export interface JobPayload {
  /** The tenant of the job; `PLATFORM_TENANT_ID` for jobs of the platform. */
  readonly tenantId: string;
}

/** Work that a degradation level cuts, as `declareDegradation` declares it. */
export interface CutWork {
  readonly name: string;
  /** The lowest level that cuts it. */
  readonly from: number;
}

export interface JobOptions {
  /** The number of tries before the job counts as failed, 1 to 25. */
  readonly tries: number;
  /** The pause before the second try, in milliseconds; each further pause is twice as long. */
  readonly backoffMs: number;
  /** How many of these jobs one worker runs concurrently; `JOB_CONCURRENCY` when left out. */
  readonly concurrency?: number;
  /**
   * Whether it goes on where it stopped: a worker that leaves then returns it to its queue at once, and does not wait for its end,
   * and where other tenants wait for its place it is stopped after 30 seconds, or after one where its tenant has every place, and goes
   * on later. So each start gets something done.
   */
  readonly resumes?: boolean;
  /**
   * Whether its jobs may wait in their queue, for as long as something outlasts: while a degradation level cuts this work, or with
   * `true` while the handler says so, see `JobHandler.waits`. That they wait is then no sign that no worker runs.
   */
  readonly mayWait?: true | CutWork;
  /** Scheduled by the platform, every so many milliseconds. The payload then holds only `PLATFORM_TENANT_ID`. */
  readonly everyMs?: number;
}

/** A kind of background job, with one queue and one handler. */
export interface JobDefinition<Payload extends JobPayload = JobPayload> extends JobOptions {
  /** The queue's name, as in `catalog.make-bundle`. */
  readonly name: string;
  /** Never set: it only carries the type. */
  readonly payload?: Payload;
}

const known = new Map<string, JobDefinition>();

/**
 * Declares a kind of job, in `<what>.job.ts` of its context or concern. By default it is tried three
 * times, with pauses of one and two seconds.
 *
 * @throws Error at load when the name is declared twice or is not `<context>.<what>` in lower case.
 */
export function defineJob<Payload extends JobPayload>(
  name: string,
  options: Partial<JobOptions> = {},
): JobDefinition<Payload> {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name))
    throw new Error(`${name} is not a valid job name: use <context>.<what>, in lower case.`);
  if (known.has(name)) throw new Error(`The job ${name} is declared twice.`);
  const definition: JobDefinition<Payload> = { name, tries: 3, backoffMs: 1000, ...options };
  known.set(name, definition);
  return definition;
}

/** Every job declared by the loaded modules. */
export function declaredJobs(): readonly JobDefinition[] {
  return [...known.values()];
}
