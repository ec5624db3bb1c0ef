// Ends what a drill started where the drill is interrupted.
const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/** Ctrl-C reaches a program twice, by its terminal and by who started it. */
const SAME_MS = 1000;

/**
 * Has a signal end what was started, and then this process, by the code that shells give for the signal. A second one ends it at once.
 *
 * @param {(signal: string) => Promise<unknown>} close
 * @returns what takes that back
 */
export function onSignal(close) {
  let endingAt;
  const end = async (name) => {
    if (endingAt !== undefined) {
      if (performance.now() - endingAt < SAME_MS) return;
      process.exit(128 + NUMBERS[name]);
    }
    endingAt = performance.now();
    // What goes on meanwhile fails, as its servers are gone.
    process.on('uncaughtException', () => {});
    await close(name).catch((error) => console.error(error));
    process.exit(128 + NUMBERS[name]);
  };
  for (const name of Object.keys(NUMBERS)) process.on(name, end);
  return () => {
    for (const name of Object.keys(NUMBERS)) process.off(name, end);
  };
}
