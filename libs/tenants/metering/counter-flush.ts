import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatedFlush } from '#platform/resilience';
import { DailyRateQuotas } from '../usage/daily-rate-quotas.js';
import { MeteringBuffer } from './metering-buffer.js';

/** Milliseconds between two flushes: how late processes see each other's counts, and how much a kill -9 loses. */
const every = 1_000;

/** Writes the counts of this process to the database, every second and before it ends. */
@Injectable()
export class CounterFlush implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Metering');
  private readonly flushing: RepeatedFlush;

  constructor(rateQuotas: DailyRateQuotas, metering: MeteringBuffer) {
    const flush = async () => {
      await rateQuotas.flush();
      await metering.flush();
    };
    this.flushing = new RepeatedFlush(every, flush, (error) =>
      this.log.warn(
        `The use of tenants cannot be written; it is counted in memory until the database is reachable. ${error}`,
      ),
    );
  }

  onModuleInit(): void {
    this.flushing.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.flushing.end();
  }
}
