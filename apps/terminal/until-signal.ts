export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What must be done before the process ends; the signal is undefined after a start that failed. */
export type LastStep = (signal: Signal | undefined) => Promise<void>;

/**
 * Runs a process until a signal ends it. `start` names, as it goes, what must be done at the end:
 * the latest is done first, also when the start fails. A signal in mid-start waits for the start;
 * a second one waits for nothing.
 */
export async function untilSignal(start: (atEnd: (step: LastStep) => void) => Promise<void>): Promise<void> {
  const steps: LastStep[] = [];
  let told: Signal | undefined;
  const signal = new Promise<void>((resolve) => {
    const tell = (name: Signal) => {
      told = name;
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => (told ? process.exit(1) : tell(name)));
    }
    if (process.env.npm_lifecycle_event) whenOrphaned(() => told ?? tell('SIGTERM'));
  });
  try {
    await start((step) => steps.unshift(step));
    await signal;
  } catch (error) {
    // Ctrl-C reaches what the start itself runs too, and that failure was asked for.
    if (!told) throw error;
  } finally {
    for (const step of steps) await step(told);
  }
}

/** npm hands Ctrl-C on but keeps SIGTERM from what it runs: that its shell is gone tells the same. */
function whenOrphaned(leave: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || leave(), 500).unref();
}
