import { Module } from '@nestjs/common';
import { AppsController } from '../apps/apps.controller.js';
import { AppsService } from '../apps/apps.service.js';
import { Catalog } from '../catalog.js';
import { CatalogService } from '../catalog.service.js';
import { PackageImporter } from '../imports/package-importer.js';
import { TagsController } from '../tags/tags.controller.js';
import { TagsService } from '../tags/tags.service.js';

/** The routes and the facade of the catalog. */
@Module({
  controllers: [AppsController, TagsController],
  providers: [AppsService, TagsService, PackageImporter, { provide: Catalog, useClass: CatalogService }],
  exports: [Catalog],
})
export class CatalogHttpModule {}
