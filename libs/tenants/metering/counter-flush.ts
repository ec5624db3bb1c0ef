import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DailyRateQuotas } from '../usage/daily-rate-quotas.js';
import { MeteringBuffer } from './metering-buffer.js';

/** Milliseconds between two flushes: what processes may not know of each other, and what a kill -9 loses. */
const every = 1_000;

/** Brings what this process counted into the database, by and by and before it ends. */
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

  /** While the database is away counts stay in memory; that is logged once. */
  private async flush(): Promise<void> {
    try {
      await this.rateQuotas.flush();
      await this.metering.flush();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn(`What tenants use is counted in memory until the database is back. ${error}`);
      this.failing = true;
    }
  }
}
