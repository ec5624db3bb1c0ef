import { Injectable } from '@nestjs/common';
import { AppsService } from './apps/apps.service.js';
import { Catalog, type CatalogSummary, type ImportProgress, type ImportResult } from './catalog.js';
import { installedPackages } from './imports/installed-packages.js';
import { PackageImporter } from './imports/package-importer.js';
import { postgresExtensions } from './imports/postgres-extensions.js';

type OnProgress = (progress: ImportProgress) => void;

/** The facade of the context: each call is passed to the service that owns it. */
@Injectable()
export class CatalogService extends Catalog {
  constructor(
    private readonly apps: AppsService,
    private readonly importer: PackageImporter,
  ) {
    super();
  }

  override async importPackages(tenantId: string, directory: string, onProgress?: OnProgress): Promise<ImportResult> {
    return this.importer.import(tenantId, await installedPackages(directory), onProgress);
  }

  override async importExtensions(tenantId: string, directory: string, onProgress?: OnProgress): Promise<ImportResult> {
    return this.importer.import(tenantId, await postgresExtensions(directory), onProgress);
  }

  override summary(tenantId: string): Promise<CatalogSummary> {
    return this.apps.summary(tenantId);
  }

  override hasApp(tenantId: string, slug: string): Promise<boolean> {
    return this.apps.has(tenantId, slug);
  }
}
