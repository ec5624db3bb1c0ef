import { Injectable } from '@nestjs/common';
import { Notifications, Survey } from '#platform/database';
import type { ProcessDegradationDto } from './degradation.dto.js';
import { Degradation } from './degradation.js';

/** Milliseconds for which the answers are awaited. */
const PATIENCE_MS = 1000;

interface Answer extends Omit<ProcessDegradationDto, 'process' | 'since'> {
  /** A date and time. */
  readonly since: string;
}

/** Which level is in force in each process of the deployment. */
@Injectable()
export class DegradationProcesses {
  private readonly survey: Survey<Answer>;

  constructor(
    notifications: Notifications,
    private readonly degradation: Degradation,
  ) {
    this.survey = new Survey(notifications, { asked: 'degradation_asked', answered: 'degradation_told' });
  }

  /**
   * Tells those that ask the level of this process.
   *
   * @returns a function that ends it
   */
  answer(): () => void {
    return this.survey.answer(() => {
      const { level, cause, since } = this.degradation.present;
      return { level, cause, since: since.toISOString() };
    });
  }

  /**
   * Asks all processes, for a second at most: those that answered, in order of name, and how many listen and did not.
   *
   * @throws Problem `database_unavailable` (503)
   */
  async ask(): Promise<{ processes: ProcessDegradationDto[]; silent: number }> {
    const { answers, silent } = await this.survey.ask(PATIENCE_MS);
    const processes = answers.map((each) => ({ ...each, since: new Date(each.since) }));
    return { processes: processes.sort((a, b) => (a.process < b.process ? -1 : 1)), silent };
  }
}
