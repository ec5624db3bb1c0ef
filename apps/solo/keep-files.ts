import { resolve } from 'node:path';
import { setInterval } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Catalog, type ImportResult } from '#catalog';
import { hasEnded, type Operation, Operations } from '#platform/operations';
import { TenantDirectory } from '#platform/tenancy';
import { releaseMemory } from '../terminal/new-space.js';
import type { LastStep } from '../terminal/until-signal.js';
import { FILLED_STORE, KEEP_UP_TO, PACKAGES } from './first-run.js';

/** Milliseconds between two looks at the operation. */
const LOOK_MS = 1000;

/** How many apps of the first store wait for their files; none where it is no longer there. */
export async function pendingFiles(app: INestApplicationContext): Promise<number> {
  const store = app.get(TenantDirectory).bySlug(FILLED_STORE);
  return store ? app.get(Catalog).pendingFiles(store.id) : 0;
}

/**
 * Keeps the files that the first run left for later, in the background, and says at each quarter how far it is.
 *
 * @param pending how many apps wait for theirs
 */
export async function keepFiles(
  app: INestApplicationContext,
  pending: number,
  atEnd: (step: LastStep) => void,
): Promise<void> {
  const store = app.get(TenantDirectory).bySlug(FILLED_STORE);
  if (!store) return;
  const catalog = app.get(Catalog);
  const begun = await catalog
    .keepFiles(store.id, resolve(PACKAGES), KEEP_UP_TO)
    .catch((error: unknown) => say(`the other files are not kept before the next start: ${error}`));
  if (!begun) return;
  const ending = new AbortController();
  const look = async () => ({
    operation: await app.get(Operations).find({ tenantId: store.id }, begun.id),
    left: await catalog.pendingFiles(store.id),
  });
  const told = tell(look, pending, ending.signal).catch(() => undefined);
  atEnd(async () => {
    ending.abort();
    await told;
  });
}

async function tell(
  look: () => Promise<{ operation: Operation; left: number }>,
  pending: number,
  signal: AbortSignal,
): Promise<void> {
  let quarter = 0;
  for await (const _ of setInterval(LOOK_MS, undefined, { signal, ref: false })) {
    // The database may be away for a while.
    const seen = await look().catch(() => undefined);
    if (!seen) continue;
    if (hasEnded(seen.operation)) {
      // The import of a first start leaves much behind.
      releaseMemory();
      return say(ended(seen.operation));
    }
    const now = Math.floor((4 * (pending - seen.left)) / pending);
    if (now > quarter && seen.left > 0) say(`${seen.left} apps still wait for their files…`);
    quarter = now;
  }
}

function ended({ state, error, result }: Operation): string {
  for (const { path, reason } of (result as ImportResult | null)?.skipped ?? [])
    say(`the files of ${path} are not kept, because ${reason.en}.`);
  if (state === 'succeeded') return 'the files of the apps are kept: they can be downloaded.';
  const reason = state === 'failed' ? `failed: ${error?.detail.en}` : 'was cancelled.';
  return `keeping the files of the apps ${reason} The next start goes on.`;
}

function say(line: string): undefined {
  process.stdout.write(`  Palier: ${line}\n`);
}
