import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 10;

/** Resolves when `holds` does so with something true; for what says nowhere that it happened. */
export async function until<T>(holds: () => Promise<T> | T, withinMs = 10_000): Promise<NonNullable<T>> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const seen = await holds();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`It did not come true within ${withinMs} ms: ${holds}`);
    await pause(POLL_MS);
  }
}
