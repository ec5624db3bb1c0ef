import { defineJob, type JobDefinition, type JobOptions, type JobPayload } from '#platform/jobs';

/** The payload of what a person begins for themselves. */
export interface PersonalPayload extends JobPayload {
  /** The user who begins it, and whose operation it is. */
  readonly userId: string;
}

/** Whose an operation is: every member of the tenant may read it, or only the person who began it. */
export type OperationOf =
  | {
      readonly of: 'tenant';
      /** How many of them a tenant may have that have not ended. By default any number. */
      readonly atOnce?: number;
      /** Whether `atOnce` is how many each user or key may have, so that one of them does not keep the others out. */
      readonly ofEach?: true;
    }
  | {
      readonly of: 'person';
      /** How many a person may begin in 24 hours, whatever becomes of them: 1 to 100. They have one at a time. */
      readonly perDay: number;
    };

/** A kind of job that clients follow as an operation. */
export type OperationDefinition<Payload extends JobPayload = JobPayload> = JobDefinition<Payload> & OperationOf;

/**
 * Declares a kind of job that is started with an operation, as `defineJob` declares others. A person's names them in its
 * payload; a payload that names a `userId` cannot be declared as the tenant's.
 *
 * @throws Error at load as `defineJob`
 */
export function defineOperation<Payload extends PersonalPayload>(
  name: string,
  options: Partial<JobOptions> & Extract<OperationOf, { of: 'person' }>,
): OperationDefinition<Payload>;
export function defineOperation<Payload extends JobPayload & { readonly userId?: never } = JobPayload>(
  name: string,
  options: Partial<JobOptions> & Extract<OperationOf, { of: 'tenant' }>,
): OperationDefinition<Payload>;
export function defineOperation(name: string, options: Partial<JobOptions> & OperationOf): OperationDefinition {
  return defineJob(name, options) as OperationDefinition;
}

/** Whose the operation of a job is; null for the tenant's. @throws Error where a person's job names no person */
export function ownerOf({ name, of }: OperationDefinition, payload: JobPayload): string | null {
  const { userId } = payload as Partial<PersonalPayload>;
  if ((of === 'person') !== (userId !== undefined))
    throw new Error(`The operation ${name} is declared as a ${of}’s, and its payload names ${userId ?? 'no user'}.`);
  return userId ?? null;
}
