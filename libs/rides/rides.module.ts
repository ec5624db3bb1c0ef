import { Module } from '@nestjs/common';
import { Budgets } from './ai/budgets.js';
import { EndsRequests } from './ai/ends-requests.js';
import { KeepsFiles } from './files/keep-file.js';
import { GoalsService } from './goals/goals.service.js';
import { ProfileService } from './profile/profile.service.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { Recordings } from './recordings/recordings.js';

const shared = [Budgets, EndsRequests, GoalsService, KeepsFiles, ProfileService, RecommendationsService, Recordings];

/** What the routes and the jobs share. */
@Module({ providers: shared, exports: shared })
export class RidesModule {}
