import { Injectable } from '@nestjs/common';
import type { Operation } from '#platform/operations';
import { AppsService } from './apps/apps.service.js';
import { Catalog, type CatalogSummary, type ImportOptions, type ImportResult } from './catalog.js';
import { installedPackages } from './imports/installed-packages.js';
import { PackageImporter } from './imports/package-importer.js';
import { PendingFiles } from './imports/pending-files.js';
import { postgresExtensions } from './imports/postgres-extensions.js';

/** The facade of the context: each call is passed to the service that owns it. */
@Injectable()
export class CatalogService extends Catalog {
  constructor(
    private readonly apps: AppsService,
    private readonly importer: PackageImporter,
    private readonly pending: PendingFiles,
  ) {
    super();
  }

  override async importPackages(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await installedPackages(directory), options);
  }

  override async importExtensions(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await postgresExtensions(directory), options);
  }

  override pendingFiles(tenantId: string): Promise<number> {
    return this.pending.count(tenantId);
  }

  override keepFiles(tenantId: string, directory: string, filesUpTo: number): Promise<Operation> {
    return this.pending.keep(tenantId, directory, filesUpTo);
  }

  override summary(tenantId: string): Promise<CatalogSummary> {
    return this.apps.summary(tenantId);
  }

  override hasApp(tenantId: string, slug: string): Promise<boolean> {
    return this.apps.has(tenantId, slug);
  }
}
