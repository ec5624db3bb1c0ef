import { Injectable } from '@nestjs/common';
import { Notifications, Survey } from '#platform/database';

/** Milliseconds for which the answers of workers are awaited, unless the caller says otherwise. */
const PATIENCE_MS = 300;

interface Answer {
  readonly queues: readonly string[];
}

/** Which queues the running workers take. */
@Injectable()
export class WorkerSurvey {
  private readonly survey: Survey<Answer>;

  constructor(notifications: Notifications) {
    this.survey = new Survey(notifications, { asked: 'workers_asked', answered: 'workers_told' });
  }

  /**
   * Tells those that ask which queues this worker takes.
   *
   * @returns a function that ends it
   */
  answer(queues: readonly string[]): () => void {
    return this.survey.answer(() => ({ queues }));
  }

  /**
   * Asks all workers: the queues of each that answered. One that is too busy to answer in time is missing.
   *
   * @throws Problem `database_unavailable` (503)
   */
  async ask(withinMs = PATIENCE_MS): Promise<readonly (readonly string[])[]> {
    const { answers } = await this.survey.ask(withinMs);
    return answers.map(({ queues }) => queues);
  }
}
