import { executionAsyncResource } from 'node:async_hooks';
import { inspect } from 'node:util';
import { untilSignal } from './until-signal.js';

/** Milliseconds after which a process that failed ends, whatever still holds it up. */
const END_MS = 5000;

/**
 * Runs a serving process to its end: exit code 0 after a signal, 1 after a failure, whose reason it prints, and sends to Sentry
 * where there is one, for a second at most.
 */
export async function runProcess(...args: Parameters<typeof untilSignal>): Promise<never> {
  steadyNextTick();
  // A closed pipe behind stdout or stderr must not end the process.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  if (process.env.SENTRY_DSN) {
    // Otherwise Node prints what nobody caught, and ends the process at once.
    process.on('uncaughtException', fail);
    // What a failure needs is loaded before it: a process out of files or memory loads nothing any more.
    void Promise.all([import('./explain.js'), import('#platform/error-reports')]);
  }
  try {
    await untilSignal(...args);
  } catch (error) {
    return fail(error);
  }
  // A signal does not make a failure that is being reported a success.
  return failing ?? process.exit(0);
}

let failing: Promise<never> | undefined;

/** Prints a failure. The first one is reported and ends the process; the others follow from it. */
function fail(error: unknown): Promise<never> {
  // First, so that nothing below can keep the process.
  if (!failing) setTimeout(() => process.exit(1), END_MS);
  const printed = print(error);
  failing ??= end(printed, error);
  return failing;
}

async function end(printed: Promise<void>, error: unknown): Promise<never> {
  try {
    await printed;
    if (process.env.SENTRY_DSN) {
      const { reportCrash } = await import('#platform/error-reports');
      await reportCrash(process.env, error);
    }
  } finally {
    // Also when either fails: a rejection would come back to `fail`, and the process would stay.
    process.exit(1);
  }
}

async function print(error: unknown): Promise<void> {
  let text: string;
  try {
    // Not before, unless there is a Sentry: the supervisor of several processes has none of the modules that this reads.
    const { explain } = await import('./explain.js');
    text = explain(error);
  } catch (reason) {
    text = `The process ends by an error that cannot be explained: ${plainly(error)}\n${plainly(reason)}`;
  }
  process.stderr.write(`${text}\n`);
}

/** Of anything, such as an error whose properties throw. */
function plainly(thrown: unknown): string {
  try {
    return inspect(thrown);
  } catch {
    return 'it cannot be read.';
  }
}

const kept: object[] = [];

/**
 * Keeps one of Node's tick objects alive for ever. `process.nextTick` creates each with computed keys,
 * which V8 does fast only while it knows their hidden class. When a full garbage collection finds no
 * such object alive, V8 collects the class too, the call site stays slow, and every answer costs 8 %
 * more. Without this, that happened in about every second process.
 */
function steadyNextTick(): void {
  process.nextTick(() => kept.push(executionAsyncResource()));
}
