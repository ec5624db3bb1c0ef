import { Injectable } from '@nestjs/common';
import type { Operation } from '#platform/operations';
import { AppsService } from './apps/apps.service.js';
import type { CatalogSummary, ImportOptions, ImportResult } from './catalog.js';
import { installedPackages } from './imports/installed-packages.js';
import { PackageImporter } from './imports/package-importer.js';
import { PendingFiles } from './imports/pending-files.js';
import { postgresExtensions } from './imports/postgres-extensions.js';

/** The stores' apps, for other contexts, the command line and the first run. */
@Injectable()
export class Catalog {
  constructor(
    private readonly apps: AppsService,
    private readonly importer: PackageImporter,
    private readonly pending: PendingFiles,
  ) {}

  /**
   * Creates or updates one app for each package under a `node_modules` directory, including scoped and
   * nested packages; of several versions of a package the highest; publishes that version with its files. Idempotent. Batches commit one by
   * one, so an import that was interrupted is continued by the next.
   *
   * @throws Problem `import_directory_unreadable` (400) when there is no such directory;
   *   `import_directory_empty` (400) when it holds no package; `quota_exceeded` (402) at the batch
   *   that exceeds the quota of the plan.
   */
  async importPackages(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await installedPackages(directory), options);
  }

  /**
   * As `importPackages`, for the extensions of a PostgreSQL installation: every `*.control` file in a
   * directory named `extension`, which is `directory` or below it.
   */
  async importExtensions(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await postgresExtensions(directory), options);
  }

  /** How many apps wait for `keepFiles`. */
  pendingFiles(tenantId: string): Promise<number> {
    return this.pending.count(tenantId);
  }

  /**
   * Keeps the files of the apps that wait for it, the smallest first, in the background. Only the process of the operator may
   * call this, never a route: it reads a directory of this machine. What is done stays done, and the rest waits for the next call.
   *
   * @param directory the absolute path of the `node_modules` directory that they were imported from
   * @param filesUpTo as in `ImportOptions`
   * @returns the operation of the tenant that does it: the one at work, or a new one. Cancelling it needs `catalog.publish`
   */
  keepFiles(tenantId: string, directory: string, filesUpTo: number): Promise<Operation> {
    return this.pending.keep(tenantId, directory, filesUpTo);
  }

  /** The number of apps in a tenant's store, and some of them. */
  summary(tenantId: string): Promise<CatalogSummary> {
    return this.apps.summary(tenantId);
  }

  /** Whether a tenant's store has an app of this slug. */
  hasApp(tenantId: string, slug: string): Promise<boolean> {
    return this.apps.has(tenantId, slug);
  }
}
