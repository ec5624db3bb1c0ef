import { Injectable, Logger } from '@nestjs/common';
import { RepeatedWork } from '#platform/resilience';
import { gauge } from '#platform/telemetry';
import { DeadLetters } from '../dead-letters/dead-letters.js';

const EVERY_MS = 15_000;

/** A Prometheus gauge of the number of dead letters. */
@Injectable()
export class DeadLetterGauge extends RepeatedWork {
  constructor(events: DeadLetters) {
    const log = new Logger('Events');
    let count = 0;
    super(
      EVERY_MS,
      async () => {
        count = await events.count();
      },
      (error) => log.warn(`The dead letters cannot be counted; retrying every 15 seconds. ${error}`),
    );
    const about = 'Dead letters: events that a subscriber failed at and that wait for an operator';
    gauge('palier_dead_letters', about, () => count);
  }

  /** The start does not wait for it. */
  override async onModuleInit(): Promise<void> {
    void this.begin();
  }
}
