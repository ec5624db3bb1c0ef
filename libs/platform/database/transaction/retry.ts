import { setTimeout as pause } from 'node:timers/promises';
import { isRetryable } from '../connection/failures.js';

/** Milliseconds before the first, second and third new attempt, at most. */
const PAUSES_MS = [10, 40, 160];

/**
 * Runs `attempt` again, up to three times, after a serialization failure or a deadlock. The pause
 * is random, so that the transactions that met once do not meet again.
 */
export async function retried<T>(attempt: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (const longest of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      onRetry();
      await pause(Math.random() * longest);
    }
  }
  return attempt();
}
