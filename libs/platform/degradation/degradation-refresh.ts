import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RepeatedWork } from '#platform/resilience';
import { Degradation } from './degradation.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes the degradation level. While the database is unreachable the last known one stays in force. */
@Injectable()
export class DegradationRefresh implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Degradation');
  private readonly reading: RepeatedWork;

  constructor(degradation: Degradation) {
    this.reading = new RepeatedWork(
      PERIOD,
      () => degradation.refresh().finally(() => degradation.decide()),
      (error) => this.logger.warn(`The degradation level cannot be read; the last known one stays in force: ${error}`),
    );
  }

  onModuleInit(): Promise<void> {
    return this.reading.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.reading.end();
  }
}
