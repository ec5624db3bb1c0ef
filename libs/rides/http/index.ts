import { Module } from '@nestjs/common';
import { RideFilesController } from '../files/files.controller.js';
import { FilesService } from '../files/files.service.js';
import { RiderProfileController } from '../profile/profile.controller.js';
import { ProfileService } from '../profile/profile.service.js';
import { Recordings } from '../recordings/recordings.js';
import { RidesController } from '../rides/rides.controller.js';
import { RidesService } from '../rides/rides.service.js';
import { RideStatisticsController } from '../statistics/statistics.controller.js';
import { StatisticsService } from '../statistics/statistics.service.js';
import { RiderWeightsController } from '../weights/weights.controller.js';
import { WeightsService } from '../weights/weights.service.js';

/** The routes of rides. */
@Module({
  controllers: [
    RidesController,
    RideFilesController,
    RiderProfileController,
    RideStatisticsController,
    RiderWeightsController,
  ],
  providers: [RidesService, FilesService, ProfileService, StatisticsService, WeightsService, Recordings],
})
export class RidesHttpModule {}
