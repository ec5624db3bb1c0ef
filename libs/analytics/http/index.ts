import { Module } from '@nestjs/common';

/** The routes of analytics. */
@Module({})
export class AnalyticsHttpModule {}
