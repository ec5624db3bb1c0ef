import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { ErasureWatch, erasuresMissingFrom, ledgerProblems } from '#platform/erasure-ledger';
import { Problem } from '#platform/problems';
import { IncomingFiles, incomingDirectory, openBlobStore } from '#platform/storage';
import { explain } from './explain.js';

/** Milliseconds between two looks whether the erasures were done again. */
const AGAIN_MS = 2000;
/** What may be away for a moment. */
const away = new Set(['storage_unavailable', 'database_unavailable']);

/**
 * Waits while the database is in a state that is older than erasures which the storage knows, until `palier erasures replay` has
 * run. Standard output says once what is waited for.
 *
 * @param ending aborted when the process should end: the wait then rejects
 * @param onWait called once, with what every request gets meanwhile
 * @returns whether that could be found out: not while the storage cannot be reached
 * @throws Problem `erasure_ledger_altered`, `database_unavailable`
 */
export async function awaitErasures(
  settings: Settings,
  ending: AbortSignal,
  onWait?: (refusal: () => Problem) => Promise<void>,
): Promise<boolean> {
  await using store = await openBlobStore(settings);
  const files = { store, incoming: new IncomingFiles(incomingDirectory(settings)) };
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  for (let tries = 0; ; tries += 1) {
    const from = await erasuresMissingFrom(url, files).catch((error: unknown) => {
      const isAway = error instanceof Problem && away.has(error.code);
      if (!isAway || (tries === 0 && error.code !== 'storage_unavailable')) throw error;
      return 'unknown' as const;
    });
    if (from === undefined) return true;
    if (from === 'unknown' && tries === 0) return false;
    if (typeof from === 'number' && tries === 0) {
      const refusal = () => ledgerProblems.erasures_to_replay({ number: from });
      process.stdout.write(`${explain(refusal())}\n`);
      await onWait?.(refusal);
    }
    await pause(AGAIN_MS, undefined, { signal: ending });
  }
}

/** Ends the process when erasures have to be done again: its next start waits for that. */
export function watchErasures(app: INestApplicationContext, compared: boolean): void {
  app.get(ErasureWatch).begin(compared, (problem) => {
    process.stderr.write(`${explain(problem)}\nThe process ends, and its next start waits.\n`);
    process.exit(1);
  });
}
