import { Database } from '#platform/database';
import { declareDegradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { type IncomingFile, Storage } from '#platform/storage';
import type { SkippedPackage } from '../catalog.js';
import { orSkip } from './bad-package.js';
import { digestOf } from './digest.js';
import { type InstalledPackages, packagesIn } from './installed-packages.js';
import { KeptPackages, type Outcome } from './kept-packages.js';
import { countPending, nextPending, type PendingApp } from './pending-files.sql.js';
import { readPackage } from './read-package.js';
import { receiveFiles } from './receive-files.js';
import { refuseSecrets } from './secrets.js';

interface KeepFilesPayload extends JobPayload {
  /** An absolute path on the machine of the worker; no route starts this job. */
  readonly directory: string;
  readonly filesUpTo: number;
}

/** How many apps have their files now and how many have not, and which packages were skipped. */
export interface KeepFilesResult {
  readonly kept: number;
  readonly left: number;
  readonly skipped?: readonly SkippedPackage[];
}

const newImports = declareDegradation('catalog.imports', {
  from: 3,
  en: 'The files of imported apps are kept later.',
  fr: 'Les fichiers des applications importées sont conservés plus tard.',
});

/** Two at once would do the same work. */
export const keepFiles = defineOperation<KeepFilesPayload>('catalog.keep-files', {
  of: 'tenant',
  concurrency: 1,
  resumes: true,
  mayWait: newImports,
});

/** The limits of a batch, which is one transaction: apps, and bytes unless the first app has more. */
const BATCH_APPS = 25;
const BATCH_BYTES = 4_000_000;
/** Packages without files which the result names. */
const SKIPPED_SHOWN = 100;
/** Files that are received at once: few, since requests come first. */
const AT_ONCE = 2;

/**
 * Keeps the files of imported apps that wait for it, the smallest first. Each batch is committed, so that a run after a crash
 * or a cancellation does only the rest.
 */
@HandlesJob(keepFiles)
export class KeepFiles implements JobHandler<KeepFilesPayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly packages: KeptPackages,
  ) {}

  /** @throws Problem `import_directory_unreadable` (400), `quota_exceeded` (402), those of the storage: the rest waits on */
  async run(payload: KeepFilesPayload, context: JobContext): Promise<KeepFilesResult> {
    const { tenantId, directory } = payload;
    const { highest } = await packagesIn(directory);
    const [total] = await this.database.read({ tenantId }, countPending);
    const result = { kept: 0, left: 0 };
    const skipped: SkippedPackage[] = [];
    let [bytes, id, done] = [-1, tenantId, 0];
    for (;;) {
      const batch = firstOf(await this.database.read({ tenantId }, nextPending, bytes, id, BATCH_APPS));
      const last = batch.at(-1);
      if (!last) return skipped.length > 0 ? { ...result, skipped: skipped.slice(0, SKIPPED_SHOWN) } : result;
      const { kept, left, skipped: more = [] } = await this.keep(payload, batch, highest, context.signal);
      result.kept += kept;
      result.left += left;
      skipped.push(...more);
      [bytes, id] = [last.bytes, last.id];
      done += batch.reduce((sum, app) => sum + app.bytes, 0);
      await context.progress((0.99 * done) / Math.max(1, total?.bytes ?? 0));
    }
  }

  private async keep(
    { tenantId, filesUpTo }: KeepFilesPayload,
    batch: readonly PendingApp[],
    installed: InstalledPackages['highest'],
    signal: AbortSignal,
  ): Promise<KeepFilesResult> {
    const outcomes: Outcome[] = [];
    const received: IncomingFile[] = [];
    try {
      for (const app of batch) {
        signal.throwIfAborted();
        if (app.bytes > filesUpTo) outcomes.push({ app, download: 'too_large' });
        else outcomes.push(await this.receive(app, installed, received, signal));
      }
      const saved = await this.storage.save({ tenantId }, received, (tx) => this.packages.save(tx, tenantId, outcomes));
      return { ...saved, skipped: outcomes.flatMap((each) => ('skipped' in each && each.skipped) || []) };
    } catch (error) {
      await this.storage.discard(received);
      throw error;
    }
  }

  /** Of a package that is no longer installed in that version, cannot be read or has secrets, no files are kept. */
  private async receive(
    app: PendingApp,
    installed: InstalledPackages['highest'],
    received: IncomingFile[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const name = app.source.replace(/^npm:/, '');
    const { directory, version } = installed.get(name) ?? {};
    if (!directory || version !== app.version) return { app, download: 'not_kept' };
    const found = await orSkip(name, async () => {
      const read = await readPackage(directory);
      await refuseSecrets(read.files);
      return read;
    });
    if ('skipped' in found) return { app, download: 'not_kept', ...found };
    const own: IncomingFile[] = [];
    try {
      const files = await receiveFiles(this.storage, found.files, AT_ONCE, own, signal);
      const contents = files.map(({ digest }) => Buffer.from(digest, 'hex').toString('base64url'));
      return { app, download: 'ready', paths: found.files, files, digest: digestOf(found, contents) };
    } catch (error) {
      const { path } = error as NodeJS.ErrnoException;
      if (!path?.startsWith(directory)) throw error;
      await this.storage.discard(own.splice(0));
      return { app, download: 'not_kept' };
    } finally {
      received.push(...own);
    }
  }
}

/** The first apps, as many as one batch takes. */
function firstOf(apps: readonly PendingApp[]): readonly PendingApp[] {
  let sum = 0;
  const beyond = apps.findIndex(({ bytes }) => {
    sum += bytes;
    return sum > BATCH_BYTES;
  });
  return beyond === -1 ? apps : apps.slice(0, Math.max(1, beyond));
}
