import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { gauge } from '#platform/telemetry';
import { DeadLetters } from '../dead-letters/dead-letters.js';

const EVERY_MS = 15_000;

/** Shows Prometheus how many events wait for an operator. */
@Injectable()
export class DeadLetterGauge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Events');
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly events: DeadLetters) {
    gauge(
      'palier_events_set_aside',
      'Events that a subscriber could not take and an operator must see to',
      () => this.count,
    );
  }

  onApplicationBootstrap(): void {
    const look = () => {
      this.current = this.look();
    };
    look();
    this.timer = setInterval(look, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }

  private async look(): Promise<void> {
    try {
      this.count = await this.events.count();
    } catch (error) {
      this.log.debug(`The events that are set aside could not be counted. ${error}`);
    }
  }
}
