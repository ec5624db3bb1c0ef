import { Module } from '@nestjs/common';
import { CampusModule } from '../campus.module.js';
import { AppliesRoster } from '../rosters/apply-roster.job.js';
import { ChecksRoster } from '../rosters/check-roster.job.js';

/** The jobs of campus. */
@Module({ imports: [CampusModule], providers: [ChecksRoster, AppliesRoster] })
export class CampusWorkerModule {}
