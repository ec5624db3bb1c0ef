import { Database } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import {
  arrivedSince,
  IncomingFiles,
  incomingDirectory,
  type MigratedBlob,
  migrateBlobs,
  openBlobStore,
  StorageIdentity,
  storagePlace,
} from '#platform/storage';
import { grouped, printLine } from '../output.js';
import type { CliSession } from '../session.js';
import { whichTenants } from '../tenants.js';
import { mediaProblems } from './media.errors.js';
import { fileProgress, mebibytes } from './progress.js';

/** What is chosen for `palier media migrate`: where the settings' storage is on the other side. */
export interface MigrateOptions {
  readonly to?: string;
  readonly from?: string;
}

/**
 * Copies all files from one storage to another while the deployment serves, and says how to switch. Exits with 1 when a file
 * cannot be copied.
 *
 * @throws Problem `same_storage`; SettingsProblem for a URL that is no location
 */
export async function migrateMedia({ app, settings }: CliSession, { to, from }: MigrateOptions): Promise<void> {
  const at = (url: string | undefined) => (url === undefined ? settings : { ...settings, storageUrl: url });
  const [source, target] = [at(from), at(to)];
  if (storagePlace(source) === storagePlace(target)) throw mediaProblems.same_storage({ place: storagePlace(source) });
  const database = app.get(Database);
  await using old = await openBlobStore(source);
  await using store = await openBlobStore(target);
  await store.check();
  const startedAt = new Date();
  const ids = await whichTenants(app, undefined);
  const counts: Record<MigratedBlob, number> = { copied: 0, there: 0, missing: 0, damaged: 0 };
  let bytes = 0;
  const progress = fileProgress(process.stderr);
  const incoming = new IncomingFiles(incomingDirectory(target));
  await migrateBlobs(database, old, { store, incoming }, ids, ({ tenantId, digest, storedBytes }, what) => {
    counts[what] += 1;
    if (what === 'copied') bytes += storedBytes;
    progress.step(storedBytes);
    if (what !== 'missing' && what !== 'damaged') return;
    progress.end();
    printLine(`${what.toUpperCase()}  ${tenantId} ${digest}`);
  });
  await new ErasureLedger(database, store, incoming).keep();
  await new StorageIdentity(database, store, incoming).claim();
  progress.end();
  const { copied, there, missing, damaged } = counts;
  printLine(
    `From ${old.place} to ${store.place}: ${grouped(copied)} files with ${mebibytes(bytes)} copied, ${grouped(there)} were there, ${missing} missing and ${damaged} damaged at their source.`,
  );
  printLine(from === undefined ? howToSwitch(await arrivedSince(database, ids, startedAt)) : CARRIED);
  if (missing + damaged > 0) process.exitCode = 1;
}

const CARRIED = 'What the former storage had is in the present one. It is yours to delete once you need no way back.';

function howToSwitch(arrived: number): string {
  return `${grouped(arrived)} files arrived since this began. To switch:
  1. Run it again until few files are copied.
  2. Set STORAGE_URL to what you gave as --to, for every process, and restart them.
  3. Run "palier media migrate --from URL" with the former URL, which carries what arrived in between: until then those files cannot be read.
The former storage is not changed. The way back is the same: the former STORAGE_URL, then --from with this one.`;
}
