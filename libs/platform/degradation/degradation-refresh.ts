import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Degradation } from './degradation.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes the degradation level. While the database is unreachable the last known one stays in force. */
@Injectable()
export class DegradationRefresh implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Degradation');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly degradation: Degradation) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => this.poll(), PERIOD).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private poll(): void {
    this.running ??= this.refresh().finally(() => {
      this.running = undefined;
    });
  }

  private async refresh(): Promise<void> {
    try {
      await this.degradation.refresh();
      this.failing = false;
    } catch (error) {
      if (!this.failing)
        this.logger.warn(`The degradation level cannot be read; the last known one stays in force: ${error}`);
      this.failing = true;
    }
    this.degradation.decide();
  }
}
