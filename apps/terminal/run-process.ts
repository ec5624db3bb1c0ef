import { executionAsyncResource } from 'node:async_hooks';
import { untilSignal } from './until-signal.js';

/**
 * Runs a serving process to its end: exit code 0 after a signal, 1 after a failure, whose reason it prints, and sends to Sentry
 * where there is one, for two seconds at most.
 */
export async function runProcess(...args: Parameters<typeof untilSignal>): Promise<never> {
  steadyNextTick();
  // A closed pipe behind stdout or stderr must not end the process.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  // Otherwise Node prints what nobody caught, and ends the process at once.
  if (process.env.SENTRY_DSN) process.on('uncaughtException', fail);
  try {
    await untilSignal(...args);
    process.exit(0);
  } catch (error) {
    return fail(error);
  }
}

let failed = false;

async function fail(error: unknown): Promise<never> {
  // What fails while the first failure is sent follows from it.
  if (failed) return new Promise(() => {});
  failed = true;
  // Not before: the supervisor of several processes has none of the modules that these read.
  const { explain } = await import('./explain.js');
  process.stderr.write(`${explain(error)}\n`);
  if (process.env.SENTRY_DSN) {
    const { reportCrash } = await import('#platform/error-reports');
    await reportCrash(process.env, error);
  }
  process.exit(1);
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
