import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedWork } from '#platform/resilience';
import { gauge } from '#platform/telemetry';
import { DeadLetters } from '../dead-letters/dead-letters.js';

const EVERY_MS = 15_000;

/** A Prometheus gauge of the number of dead letters. */
@Injectable()
export class DeadLetterGauge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Events');
  private readonly reading: RepeatedWork;
  private count = 0;

  constructor(events: DeadLetters) {
    this.reading = new RepeatedWork(
      EVERY_MS,
      async () => {
        this.count = await events.count();
      },
      (error) => this.log.warn(`The dead letters cannot be counted; retrying every 15 seconds. ${error}`),
    );
    gauge(
      'palier_dead_letters',
      'Dead letters: events that a subscriber failed at and that wait for an operator',
      () => this.count,
    );
  }

  onApplicationBootstrap(): void {
    void this.reading.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.reading.end();
  }
}
