import { Module } from '@nestjs/common';
import { KeepsFiles } from './files/keep-file.js';
import { ProfileService } from './profile/profile.service.js';
import { Recordings } from './recordings/recordings.js';

/** What the routes and the jobs share. */
@Module({ providers: [KeepsFiles, ProfileService, Recordings], exports: [KeepsFiles, ProfileService, Recordings] })
export class RidesModule {}
