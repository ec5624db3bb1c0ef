import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { gauge } from '#platform/telemetry';
import { DeadLetters } from '../dead-letters/dead-letters.js';

const EVERY_MS = 15_000;

/** A Prometheus gauge of the number of dead letters. */
@Injectable()
export class DeadLetterGauge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Events');
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly events: DeadLetters) {
    gauge(
      'palier_dead_letters',
      'Dead letters: events that a subscriber failed at and that wait for an operator',
      () => this.count,
    );
  }

  onApplicationBootstrap(): void {
    const refresh = () => {
      this.current = this.refresh();
    };
    refresh();
    this.timer = setInterval(refresh, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }

  private async refresh(): Promise<void> {
    try {
      this.count = await this.events.count();
    } catch (error) {
      this.log.debug(`The dead letters could not be counted. ${error}`);
    }
  }
}
