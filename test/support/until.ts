import { setTimeout as realSetTimeout } from 'node:timers';

// Taken before a test replaces the timers: a poll that waits for a replaced one waits for ever.
const startTimer = realSetTimeout;
const POLL_MS = 25;
/** Four minutes at least, for machines that are busy with other work; a test that hangs says here what it waited for. */
const POLLS = 9_600;

/** Polls until `holds` resolves to something true; for states that emit no event. Gives up after a number of polls. */
export async function until<T>(holds: () => Promise<T> | T): Promise<NonNullable<T>> {
  for (let poll = 0; poll < POLLS; poll += 1) {
    const seen = await holds();
    if (seen) return seen;
    await new Promise<void>((resolve) => {
      startTimer(resolve, POLL_MS);
    });
  }
  throw new Error(`This was not true in ${POLLS} polls, one every ${POLL_MS} ms: ${holds}`);
}
