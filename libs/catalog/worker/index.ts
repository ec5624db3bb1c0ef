import { Module } from '@nestjs/common';
import { UnpackArchive } from '../archives/unpack-archive.job.js';
import { MakeBundle } from '../bundles/make-bundle.job.js';
import { CatalogModule } from '../catalog.module.js';
import { CheckVersion } from '../publishing/check-version.job.js';
import { DeleteApp } from '../studio/delete-app.job.js';

/** The jobs of the catalog. */
@Module({ imports: [CatalogModule], providers: [CheckVersion, DeleteApp, MakeBundle, UnpackArchive] })
export class CatalogWorkerModule {}
