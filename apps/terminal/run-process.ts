import { explain } from './explain.js';
import { steadyNextTick } from './steady-next-tick.js';
import { type LastStep, untilSignal } from './until-signal.js';

/** Runs a serving process to its end: exit code 0 after a signal, 1 after a failure, whose reason it prints. */
export async function runProcess(start: (atEnd: (step: LastStep) => void) => Promise<void>): Promise<never> {
  steadyNextTick();
  // A closed pipe behind stdout or stderr must not end the process.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    await untilSignal(start);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}
