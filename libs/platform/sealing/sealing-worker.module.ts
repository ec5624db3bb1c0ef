import { Module } from '@nestjs/common';
import { SealAuditJob } from './seal-audit.job.js';
import { SealingModule } from './sealing.module.js';

/** Seals by itself, in the workers. */
@Module({ imports: [SealingModule], providers: [SealAuditJob] })
export class SealingWorkerModule {}
