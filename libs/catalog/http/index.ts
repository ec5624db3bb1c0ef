import { Module } from '@nestjs/common';
import { ActivityController } from '../activity/activity.controller.js';
import { ActivityService } from '../activity/activity.service.js';
import { AppViews } from '../activity/app-views.js';
import { AppsController } from '../apps/apps.controller.js';
import { AppsService } from '../apps/apps.service.js';
import { Archives } from '../archives/archives.js';
import { BundleRequests } from '../bundles/bundle-requests.js';
import { CatalogModule } from '../catalog.module.js';
import { Catalog } from '../catalog.service.js';
import { AtomController } from '../changes/atom.controller.js';
import { ChangesController } from '../changes/changes.controller.js';
import { ChangesService } from '../changes/changes.service.js';
import { StoreDemo } from '../demo/store-demo.js';
import { DownloadCounts } from '../downloads/download-counts.js';
import { DownloadsController } from '../downloads/downloads.controller.js';
import { DownloadsService } from '../downloads/downloads.service.js';
import { FilesController } from '../files/files.controller.js';
import { FilesService } from '../files/files.service.js';
import { ImageConverter } from '../images/image-converter.js';
import { ImageFilesController } from '../images/image-files.controller.js';
import { ImageFilesService } from '../images/image-files.service.js';
import { ImageUrls } from '../images/image-urls.js';
import { ImagesController } from '../images/images.controller.js';
import { ImagesService } from '../images/images.service.js';
import { PackageImporter } from '../imports/package-importer.js';
import { PendingFiles } from '../imports/pending-files.js';
import { Publishing } from '../publishing/publishing.js';
import { AppSearch } from '../search/app-search.js';
import { SearchController } from '../search/search.controller.js';
import { StoreEventsController } from '../store-events/store-events.controller.js';
import { StudioController } from '../studio/studio.controller.js';
import { StudioService } from '../studio/studio.service.js';
import { TagsController } from '../tags/tags.controller.js';
import { TagsService } from '../tags/tags.service.js';
import { VersionsController } from '../versions/versions.controller.js';
import { VersionsService } from '../versions/versions.service.js';

/** The routes and the facade of the catalog. */
@Module({
  imports: [CatalogModule],
  controllers: [
    AppsController,
    SearchController,
    TagsController,
    ChangesController,
    AtomController,
    StudioController,
    ActivityController,
    VersionsController,
    FilesController,
    DownloadsController,
    ImagesController,
    ImageFilesController,
    StoreEventsController,
  ],
  providers: [
    AppsService,
    AppSearch,
    TagsService,
    ChangesService,
    StudioService,
    ActivityService,
    AppViews,
    VersionsService,
    Publishing,
    FilesService,
    Archives,
    BundleRequests,
    DownloadCounts,
    DownloadsService,
    ImageConverter,
    ImageFilesService,
    ImageUrls,
    ImagesService,
    PackageImporter,
    PendingFiles,
    Catalog,
    StoreDemo,
  ],
  exports: [Catalog],
})
export class CatalogHttpModule {}
