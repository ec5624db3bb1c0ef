import { explain } from './explain.js';
import { steadyNextTick } from './steady-next-tick.js';
import { type LastStep, untilSignal } from './until-signal.js';

/** The outermost frame of a serving process: exit code 0 after a signal, 1 with a reason in a line after a failure. */
export async function runProcess(start: (atEnd: (step: LastStep) => void) => Promise<void>): Promise<never> {
  steadyNextTick();
  // Whoever read what is printed may be gone: that is no reason to stop serving.
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
