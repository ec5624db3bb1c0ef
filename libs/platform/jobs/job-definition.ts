/** What every job carries; JSON, ids rather than personal data. */
export interface JobPayload {
  /** Whose work it is; the platform’s own is `PLATFORM_TENANT_ID`'s. */
  readonly tenantId: string;
}

export interface JobOptions {
  /** How often it is tried before it is kept as failed, 1 to 25. */
  readonly tries: number;
  /** The pause before the second try in milliseconds; each further one is twice as long. */
  readonly backoffMs: number;
  /** How many of them one worker runs at once; `JOB_CONCURRENCY` where it is left out. */
  readonly concurrency?: number;
  /** Runs by itself, for the deployment: every so many milliseconds. The payload is the deployment's tenant alone. */
  readonly everyMs?: number;
}

/** A kind of slow work: one queue, one handler. */
export interface JobDefinition<Payload extends JobPayload = JobPayload> extends JobOptions {
  /** The queue's name, as in `catalog.make-bundle`. */
  readonly name: string;
  /** Never set: it carries the type. */
  readonly payload?: Payload;
}

const known = new Map<string, JobDefinition>();

/**
 * Declares a kind of job, in `<what>.job.ts` of its context or concern. It is tried three times,
 * a second and then two apart, unless said otherwise.
 *
 * @throws Error at load when the name is declared twice or is not `<context>.<what>` in lower case.
 */
export function defineJob<Payload extends JobPayload>(
  name: string,
  options: Partial<JobOptions> = {},
): JobDefinition<Payload> {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`${name} is no name for a job.`);
  if (known.has(name)) throw new Error(`The job ${name} is declared twice.`);
  const definition: JobDefinition<Payload> = { name, tries: 3, backoffMs: 1000, ...options };
  known.set(name, definition);
  return definition;
}

/** Every job declared by the loaded modules. */
export function declaredJobs(): readonly JobDefinition[] {
  return [...known.values()];
}
