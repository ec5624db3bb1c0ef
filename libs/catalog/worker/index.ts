import { Module } from '@nestjs/common';
import { CountActivity } from '../activity/count-activity.subscriber.js';
import { UnpackArchive } from '../archives/unpack-archive.job.js';
import { EvictBundles } from '../bundles/evict-bundles.job.js';
import { MakeBundle } from '../bundles/make-bundle.job.js';
import { CatalogModule } from '../catalog.module.js';
import { KeepFiles } from '../imports/keep-files.job.js';
import { KeptPackages } from '../imports/kept-packages.js';
import { AppPublishedWebhook } from '../publishing/app-published.webhook.js';
import { CheckVersion } from '../publishing/check-version.job.js';
import { RankDownloads } from '../search/rank-downloads.job.js';
import { DeleteApp } from '../studio/delete-app.job.js';

/** The jobs and subscribers of the catalog. */
@Module({
  imports: [CatalogModule],
  providers: [
    AppPublishedWebhook,
    CheckVersion,
    CountActivity,
    DeleteApp,
    EvictBundles,
    KeepFiles,
    KeptPackages,
    MakeBundle,
    RankDownloads,
    UnpackArchive,
  ],
})
export class CatalogWorkerModule {}
