import { Logger } from '@nestjs/common';
import { databaseProblems } from '#platform/database';
import type { Problem } from '#platform/problems';
import { type Breaker, breaker } from '#platform/resilience';
import { storageProblems } from '../storage.errors.js';
import { failureOf, type S3Failure } from './failures.js';

/** How long an open breaker waits before it tries the service again. */
const RESET_MS = 1000;

type Outcome<T> = { readonly answer: T } | { readonly error: unknown };

/** Calls of the service, behind a breaker that counts the failures of the service and not its refusals. */
export class GuardedCalls {
  private readonly log = new Logger('Storage');
  private readonly guard: Breaker<<T>(call: () => Promise<T>) => Promise<Outcome<T>>>;
  private logged = '';

  /** @param probe the call with which an open breaker finds that the service is back */
  constructor(probe: () => Promise<unknown>) {
    this.guard = breaker('storage', { resetMs: RESET_MS, probe: () => outcome(probe) }, outcome);
  }

  /** @throws Problem `storage_unavailable` (503) while calls are refused */
  assertNotSuspended(): void {
    if (this.guard.open) throw unavailable('suspended');
  }

  /** The answer of a call. @throws Problem `storage_unavailable` (503), `storage_full` (507) */
  async run<T extends object>(call: () => Promise<T>): Promise<T> {
    const answer = await this.find(call);
    if (!answer) throw unavailable('NotFound');
    return answer;
  }

  /** As `run`; undefined where the service says that there is no such object. */
  async find<T extends object>(call: () => Promise<T>): Promise<T | undefined> {
    const found = await this.guard.call(call).catch((error) => ({ error }));
    if ('answer' in found) {
      this.logged = '';
      return found.answer;
    }
    const failure = failureOf(found.error);
    if (failure?.kind === 'missing') return undefined;
    throw this.problem(found.error, failure);
  }

  /** What a caller is told of a failure; a refusal of the service is logged, once until it accepts a call again. */
  problem(error: unknown, failure = failureOf(error)): unknown {
    if ((error as { code?: string }).code === 'EOPENBREAKER') return unavailable('suspended', error);
    if (!failure) return error;
    if (failure.kind === 'full') return databaseProblems.storage_full({}, { cause: error });
    if (failure.kind === 'refused') this.report(error as Error, failure);
    return unavailable(failure.code, error);
  }

  end(): void {
    this.guard.end();
  }

  private report({ message }: Error, { code, advice }: S3Failure): void {
    const line = `The storage refused a call with ${code}: ${advice ?? message.slice(0, 200)}.`;
    if (line !== this.logged) this.log.error(line);
    this.logged = line;
  }
}

function unavailable(reason: string, cause?: unknown): Problem {
  return storageProblems.storage_unavailable({ reason }, { cause });
}

async function outcome<T>(call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (failureOf(error)?.kind === 'away') throw error;
    return { error };
  }
}
