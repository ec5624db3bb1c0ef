import { Module } from '@nestjs/common';
import { declarePersonalScope } from '#platform/access';
import { AiRequestsController } from '../ai/ai-requests.controller.js';
import { AiRequestsService } from '../ai/ai-requests.service.js';
import { RideArchivesController } from '../archives/archives.controller.js';
import { ArchivesService } from '../archives/archives.service.js';
import { BikesController } from '../bikes/bikes.controller.js';
import { BikesService } from '../bikes/bikes.service.js';
import { RideFilesController } from '../files/files.controller.js';
import { FilesService } from '../files/files.service.js';
import { GoalsController } from '../goals/goals.controller.js';
import { RiderProfileController } from '../profile/profile.controller.js';
import { RideRecommendationsController } from '../recommendations/recommendations.controller.js';
import { RidesController } from '../rides/rides.controller.js';
import { RidesService } from '../rides/rides.service.js';
import { RidesModule } from '../rides.module.js';
import { RideStatisticsController } from '../statistics/statistics.controller.js';
import { StatisticsService } from '../statistics/statistics.service.js';
import { UnreadTracks } from '../tracks/unread-tracks.js';
import { RiderWeightsController } from '../weights/weights.controller.js';
import { WeightsService } from '../weights/weights.service.js';

// What a device or an application needs that uploads by itself.
declarePersonalScope('rides.read');
declarePersonalScope('rides.write');

/** The routes of rides. */
@Module({
  imports: [RidesModule],
  controllers: [
    RidesController,
    RideFilesController,
    RideArchivesController,
    RiderProfileController,
    RideStatisticsController,
    RiderWeightsController,
    BikesController,
    GoalsController,
    AiRequestsController,
    RideRecommendationsController,
  ],
  providers: [
    RidesService,
    FilesService,
    ArchivesService,
    BikesService,
    AiRequestsService,
    StatisticsService,
    WeightsService,
    UnreadTracks,
  ],
})
export class RidesHttpModule {}
