// Ends what a drill started where the drill is interrupted.
const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/**
 * Has a signal end what was started, and then this process, by the code that shells give for the signal. A second one ends it at once.
 *
 * @param {() => Promise<unknown>} close
 * @returns what takes that back
 */
export function onSignal(close) {
  let ending = false;
  const end = async (name) => {
    if (ending) process.exit(128 + NUMBERS[name]);
    ending = true;
    await close().catch((error) => console.error(error));
    process.exit(128 + NUMBERS[name]);
  };
  for (const name of Object.keys(NUMBERS)) process.on(name, end);
  return () => {
    for (const name of Object.keys(NUMBERS)) process.off(name, end);
  };
}
