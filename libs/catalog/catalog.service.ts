import { Injectable } from '@nestjs/common';
import { AppsService } from './apps/apps.service.js';
import { Catalog, type CatalogSummary, type ImportOptions, type ImportResult } from './catalog.js';
import { installedPackages } from './imports/installed-packages.js';
import { PackageImporter } from './imports/package-importer.js';
import { postgresExtensions } from './imports/postgres-extensions.js';

/** The facade of the context: each call is passed to the service that owns it. */
@Injectable()
export class CatalogService extends Catalog {
  constructor(
    private readonly apps: AppsService,
    private readonly importer: PackageImporter,
  ) {
    super();
  }

  override async importPackages(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await installedPackages(directory), options);
  }

  override async importExtensions(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult> {
    return this.importer.import(tenantId, await postgresExtensions(directory), options);
  }

  override summary(tenantId: string): Promise<CatalogSummary> {
    return this.apps.summary(tenantId);
  }

  override hasApp(tenantId: string, slug: string): Promise<boolean> {
    return this.apps.has(tenantId, slug);
  }
}
