import { Injectable, Logger } from '@nestjs/common';
import { RepeatedWork } from '#platform/resilience';
import { Degradation } from './degradation.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes the degradation level. While the database is unreachable the last known one stays in force. */
@Injectable()
export class DegradationRefresh extends RepeatedWork {
  constructor(degradation: Degradation) {
    const log = new Logger('Degradation');
    super(
      PERIOD,
      () => degradation.refresh().finally(() => degradation.decide()),
      (error) => log.warn(`The degradation level cannot be read; the last known one stays in force: ${error}`),
    );
  }
}
