import { Module } from '@nestjs/common';
import { AiEndpoint } from '../ai/ai-endpoint.js';
import { AiQueue } from '../ai/ai-queue.js';
import { AsksModel } from '../ai/ask-model.job.js';
import { RecoversQueue } from '../ai/recover-queue.job.js';
import { ImportsArchives } from '../archives/import-archive.job.js';
import { RidesModule } from '../rides.module.js';

/** The jobs of rides. */
@Module({ imports: [RidesModule], providers: [AiEndpoint, AiQueue, AsksModel, ImportsArchives, RecoversQueue] })
export class RidesWorkerModule {}
