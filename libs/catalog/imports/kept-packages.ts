import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import type { Transaction } from '#platform/database';
import { Quotas } from '#platform/quotas';
import { type IncomingFile, storageQuota } from '#platform/storage';
import type { DownloadState } from '../apps/apps.dto.js';
import type { SkippedPackage } from '../catalog.js';
import { addFiles, deleteFiles } from '../files/files.sql.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import type { FoundFile } from './found-package.js';
import { keepVersions, leavePending, lockPending, type PendingApp, readyApps } from './pending-files.sql.js';

/** The files of an app that waited for them, or why they are not kept. */
export type Outcome =
  | {
      readonly app: PendingApp;
      readonly download: Exclude<DownloadState, 'ready' | 'pending'>;
      readonly skipped?: SkippedPackage;
    }
  | {
      readonly app: PendingApp;
      readonly download: 'ready';
      readonly paths: readonly FoundFile[];
      /** In the order of `paths`. */
      readonly files: readonly IncomingFile[];
      readonly digest: string;
    };
type Ready = Extract<Outcome, { download: 'ready' }>;

/** Gives imported apps the files that they waited for. What their makers changed meanwhile stays. */
@Injectable()
export class KeptPackages {
  constructor(
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
    private readonly audit: Audit,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Writes what became of apps, in the transaction that keeps the files. An app that shows another version meanwhile, or waits
   * no longer, is left alone.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  async save(tx: Transaction, tenantId: string, outcomes: readonly Outcome[]): Promise<{ kept: number; left: number }> {
    const ids = outcomes.map(({ app }) => app.id);
    const locked = new Map((await tx.run(lockPending, ids)).map((row) => [row.id, row]));
    const current = outcomes.filter(({ app }) => locked.get(app.id)?.version === app.version);
    if (current.length === 0) return { kept: 0, left: 0 };
    const ready = current.flatMap((each) => {
      const version = locked.get(each.app.id)?.versionId;
      return each.download === 'ready' && version ? [{ ...each, version }] : [];
    });
    const left = current.filter(({ download }) => download !== 'ready');
    if (ready.length > 0) await this.keep(tx, tenantId, ready);
    const reasons = left.map(({ download }) => download);
    const leftIds = left.map(({ app }) => app.id);
    if (left.length > 0) await tx.run(leavePending, leftIds, reasons);
    const slugs = current.map(({ app }) => app.slug);
    await this.cache.within(tx, tenantId, ['apps', ...slugs.map((slug) => `app:${slug}`)]);
    this.changes.tell(tx, tenantId, slugs);
    return { kept: ready.length, left: left.length };
  }

  private async keep(tx: Transaction, tenantId: string, ready: readonly (Ready & { version: string })[]) {
    const ids = ready.map(({ app }) => app.id);
    const versions = ready.map(({ version }) => version);
    const counts = ready.map(({ files }) => files.length);
    const sizes = ready.map(({ files }) => sumOf(files.map(({ bytes }) => bytes)));
    const digests = ready.map(({ digest }) => digest);
    const rows = ready.flatMap(({ version, paths, files }) =>
      files.map(({ bytes, digest }, i) => ({ version, path: paths[i]?.path ?? '', bytes, digest })),
    );
    await tx.run(deleteFiles, versions, null);
    await addFiles(tx, tenantId, rows);
    await tx.run(keepVersions, versions, counts, sizes);
    await tx.run(readyApps, ids, counts, sizes, digests);
    const details = { apps: ready.length };
    await this.audit.record(tx, { action: 'catalog.files.kept', targetKind: 'store', targetId: tenantId, details });
    await this.quotas.take(tx, tenantId, storageQuota, sumOf(sizes));
  }
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);
