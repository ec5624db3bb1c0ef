import { Database } from '#platform/database';
import { type BlobFault, BlobStore, deleteOrphans, orphans, verifyBlobs } from '#platform/storage';
import { grouped, type Output, printLine } from '../output.js';
import type { CliSession } from '../session.js';
import { whichTenants } from '../tenants.js';
import { fileProgress, mebibytes } from './progress.js';

/** What is chosen for `palier media verify`. */
export interface VerifyOptions extends Output {
  readonly tenant?: string;
  readonly deleteOrphans?: boolean;
}

/** Checks every file against its row; prints each finding as it is found, and exits with 1 when there is one. */
export async function verifyMedia({ app }: CliSession, options: VerifyOptions): Promise<void> {
  const { tenant, json } = options;
  const [database, store] = [app.get(Database), app.get(BlobStore)];
  const ids = await whichTenants(app, tenant);
  const counts = { files: 0, bytes: 0, missing: 0, damaged: 0, orphaned: 0, deleted: 0 };
  const progress = fileProgress(process.stderr);
  const found = (state: BlobFault | 'orphaned', tenantId: string, digest: string) => {
    counts[state] += 1;
    progress.end();
    printLine(json ? JSON.stringify({ state, tenantId, digest }) : `${state.toUpperCase()}  ${tenantId} ${digest}`);
  };
  await verifyBlobs(database, store, ids, (blob, fault) => {
    counts.files += 1;
    counts.bytes += blob.storedBytes;
    if (fault) found(fault, blob.tenantId, blob.digest);
    progress.step(blob.storedBytes);
  });
  for await (const batch of orphans(database, store, tenant === undefined ? undefined : ids[0])) {
    for (const digest of batch.digests) found('orphaned', batch.tenantId, digest);
    if (options.deleteOrphans && batch.digests.length > 0) {
      counts.deleted += await deleteOrphans(database, store, batch);
    }
  }
  progress.end();
  const { files, bytes, missing, damaged, orphaned, deleted } = counts;
  printLine(
    json
      ? JSON.stringify({ state: 'checked', ...counts })
      : `${store.place}: ${grouped(files)} files with ${mebibytes(bytes)} checked, ${missing} missing, ${damaged} damaged, ${orphaned} orphaned, ${deleted} deleted.`,
  );
  if (!json && missing + damaged > 0) {
    printLine(
      'A backup has them as blobs/<tenant>/<digest>: put these at <tenant>/<first two digits>/<digest> in the storage.',
    );
  }
  if (!json && orphaned > deleted)
    printLine('No row lists the orphaned ones: "palier media verify --delete-orphans" deletes them.');
  if (missing + damaged + orphaned - deleted > 0) process.exitCode = 1;
}
