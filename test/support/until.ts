import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 25;

/** Polls until `holds` resolves to something true; for states that emit no event. */
export async function until<T>(holds: () => Promise<T> | T, withinMs = 20_000): Promise<NonNullable<T>> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const seen = await holds();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`This was not true within ${withinMs} ms: ${holds}`);
    await pause(POLL_MS);
  }
}
