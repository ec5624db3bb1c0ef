import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '#platform/config';
import { isDatabaseUnavailable, reachDatabase } from '#platform/database';

/** Milliseconds between two tries. */
const AGAIN_MS = 1000;

/**
 * Waits until PostgreSQL, and the pooler before it, answer at every URL of the settings. Standard output says once for
 * each what is waited for.
 *
 * @param ending aborted when the process should end: the wait then rejects
 * @param onWait called once, when the first try fails
 * @throws Problem `database_refused` and others that waiting does not correct
 */
export async function awaitDatabase(settings: Settings, ending: AbortSignal, onWait?: () => Promise<void>) {
  const { databaseUrl, databaseDirectUrl, databaseOwnerUrl } = settings;
  const urls = {
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: databaseDirectUrl,
    DATABASE_OWNER_URL: databaseOwnerUrl,
  };
  let waited = false;
  for (const [variable, url] of Object.entries(urls)) {
    for (
      let tries = 0;
      url && !(await answers(url, (reason) => tries === 0 && say(variable, url, reason)));
      tries += 1
    ) {
      if (!waited) await onWait?.();
      waited = true;
      await pause(AGAIN_MS, undefined, { signal: ending });
    }
  }
  if (waited) process.stdout.write('The database answers: Palier starts.\n');
}

async function answers(url: string, onAway: (reason: string) => void): Promise<boolean> {
  try {
    await reachDatabase(url);
    return true;
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    const { cause } = error.options;
    onAway(cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code || cause.name : error.code);
    return false;
  }
}

function say(variable: string, url: string, reason: string): void {
  const { hostname, port } = new URL(url);
  process.stdout.write(
    `Palier waits for the database of ${variable} at ${hostname}:${port || 5432} (${reason}), and starts when it answers.\n`,
  );
}
