import { setTimeout as pause } from 'node:timers/promises';
import { isRetryable } from '../connection/failures.js';

/** The longest pause before the first, second and third retry, in milliseconds. */
const PAUSES_MS = [10, 40, 160];

/**
 * Runs `attempt` again, up to three times, after a serialization failure or a deadlock. The pause is random,
 * so that the same transactions do not conflict again.
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
