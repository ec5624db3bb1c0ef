import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DailyRateQuotas } from '../usage/daily-rate-quotas.js';
import { MeteringBuffer } from './metering-buffer.js';

/** Milliseconds between two flushes: how late processes see each other's counts, and how much a kill -9 loses. */
const every = 1_000;

/** Writes the counts of this process to the database, every second and before it ends. */
@Injectable()
export class CounterFlush implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Metering');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private failing = false;
  private current: Promise<void> = Promise.resolve();

  constructor(
    private readonly rateQuotas: DailyRateQuotas,
    private readonly metering: MeteringBuffer,
  ) {}

  onModuleInit(): void {
    this.wait();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
    await this.flush();
  }

  private wait(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.flush();
      void this.current.then(() => this.wait());
    }, every).unref();
  }

  /** While the database is unreachable, counts stay in memory; the failure is logged once. */
  private async flush(): Promise<void> {
    try {
      await this.rateQuotas.flush();
      await this.metering.flush();
      this.failing = false;
    } catch (error) {
      if (!this.failing)
        this.log.warn(
          `The use of tenants cannot be written; it is counted in memory until the database is reachable. ${error}`,
        );
      this.failing = true;
    }
  }
}
