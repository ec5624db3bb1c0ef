import { Module } from '@nestjs/common';
import { EraseSubject } from '../subjects/erase-subject.job.js';

/** The jobs of analytics. */
@Module({ providers: [EraseSubject] })
export class AnalyticsWorkerModule {}
