export const signalNames = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signalNames)[number];

/** A step to run before the process ends; the signal is undefined after a failed start. */
export type LastStep = (signal: Signal | undefined) => Promise<void>;

/** Where the signals of a process come from. It calls `orphaned` when who started the process is gone: that counts as SIGTERM. */
export type SignalSource = (receive: (signal: Signal) => void, orphaned: () => void) => void;

/**
 * Runs a process until a signal ends it. `start` registers steps to run at the end: the latest runs
 * first, also when the start fails. A signal during the start takes effect after it, or when `ending`
 * ends a wait in it; a second signal exits at once.
 */
export async function untilSignal(
  start: (atEnd: (step: LastStep) => void, ending: AbortSignal) => Promise<void>,
  signals: SignalSource = ofSystem,
): Promise<void> {
  const steps: LastStep[] = [];
  let received: Signal | undefined;
  const ending = new AbortController();
  const signal = new Promise<void>((resolve) => {
    const receive = (name: Signal) => {
      if (received) process.exit(1);
      received = name;
      ending.abort();
      resolve();
    };
    signals(receive, () => received ?? receive('SIGTERM'));
  });
  try {
    await start((step) => steps.unshift(step), ending.signal);
    await signal;
  } catch (error) {
    // Ctrl-C also ends the programs that the start runs: a failure after it is expected.
    if (!received) throw error;
  } finally {
    for (const step of steps) await step(received);
  }
}

/** Those of the system. npm passes Ctrl-C on but not SIGTERM: when the parent, its shell, is gone, SIGTERM was sent. */
function ofSystem(receive: (signal: Signal) => void, orphaned: () => void): void {
  for (const name of signalNames) process.on(name, () => receive(name));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || orphaned(), 500).unref();
}
