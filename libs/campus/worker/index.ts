import { Module } from '@nestjs/common';
import { Exports } from '#platform/storage';
import { CampusModule } from '../campus.module.js';
import { AppliesRoster } from '../rosters/apply-roster.job.js';
import { ChecksRoster } from '../rosters/check-roster.job.js';
import { ExportsRoster } from '../rosters/export-roster.job.js';

/** The jobs of campus. */
@Module({ imports: [CampusModule], providers: [ChecksRoster, AppliesRoster, Exports, ExportsRoster] })
export class CampusWorkerModule {}
