import { Module } from '@nestjs/common';
import { declarePersonalScope } from '#platform/access';
import { TeamDemo } from '../demo/team-demo.js';
import { FeedsModule } from '../feeds.module.js';
import { FiltersController } from '../filters/filters.controller.js';
import { FiltersService } from '../filters/filters.service.js';
import { FoldersController } from '../folders/folders.controller.js';
import { FoldersService } from '../folders/folders.service.js';
import { ClientLoginController } from '../greader/client-login.controller.js';
import { GoogleReaderController } from '../greader/greader.controller.js';
import { ReaderEdits } from '../greader/reader-edits.service.js';
import { ReaderFolders } from '../greader/reader-folders.service.js';
import { ReaderFollows } from '../greader/reader-follows.service.js';
import { ReaderNames } from '../greader/reader-names.service.js';
import { ReaderStates } from '../greader/reader-states.service.js';
import { ReaderStreams } from '../greader/reader-streams.service.js';
import { ReaderTags } from '../greader/reader-tags.service.js';
import { HealthController } from '../health/health.controller.js';
import { HealthService } from '../health/health.service.js';
import { LabelsController } from '../labels/labels.controller.js';
import { LabelsService } from '../labels/labels.service.js';
import { OpmlController } from '../opml/opml.controller.js';
import { OpmlService } from '../opml/opml.service.js';
import { PostsController } from '../posts/posts.controller.js';
import { PostsService } from '../posts/posts.service.js';
import { ReadingController } from '../reading/reading.controller.js';
import { ReadingService } from '../reading/reading.service.js';
import { SubscriptionsController } from '../subscriptions/subscriptions.controller.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';

// What feed readers on phones need, which act as a user with a key.
declarePersonalScope('feeds.read');
declarePersonalScope('feeds.write');

/** The routes of feeds. */
@Module({
  imports: [FeedsModule],
  controllers: [
    SubscriptionsController,
    FoldersController,
    FiltersController,
    LabelsController,
    ReadingController,
    PostsController,
    OpmlController,
    ClientLoginController,
    GoogleReaderController,
    HealthController,
  ],
  providers: [
    SubscriptionsService,
    FoldersService,
    FiltersService,
    LabelsService,
    ReadingService,
    PostsService,
    OpmlService,
    ReaderNames,
    ReaderFolders,
    ReaderFollows,
    ReaderStreams,
    ReaderStates,
    ReaderTags,
    ReaderEdits,
    HealthService,
    TeamDemo,
  ],
})
export class FeedsHttpModule {}
