import { Module } from '@nestjs/common';
import { ImportsArchives } from '../archives/import-archive.job.js';
import { RidesModule } from '../rides.module.js';

/** The jobs of rides. */
@Module({ imports: [RidesModule], providers: [ImportsArchives] })
export class RidesWorkerModule {}
