import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { Degradation, declareDegradation } from '#platform/degradation';
import type { JobPayload } from '#platform/jobs';
import { type Operation, type OperationDefinition, Operations } from '#platform/operations';
import { analyticsProblems } from '../analytics.errors.js';
import { answerById, eventsIn } from './long-questions.sql.js';
import { momentsOf, type Period } from './period.js';

/** The most events of a period: all are read, whatever their names. */
const MOST_EVENTS = 20_000_000;

const longQuestions = declareDegradation('analytics.long-questions', {
  from: 3,
  en: 'No funnel and no retention is begun.',
  fr: 'Aucun entonnoir et aucune rétention n’est commencé.',
});

/** What the job of each such question is given. */
export interface LongQuestion extends JobPayload {
  readonly period: Period;
  /** The names of the events that it is about; undefined for all. */
  readonly names?: readonly string[] | undefined;
  /** How many these are, as they were counted when it was asked. */
  readonly events: number;
}

/** Questions that are answered from the events themselves, as operations. */
@Injectable()
export class LongQuestions {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly degradation: Degradation,
  ) {}

  /**
   * Begins to answer a question.
   *
   * @param most events that it may be about
   * @param also runs in the same transaction
   * @throws Problem `degraded` (503), `question_too_large` (422), `operations_at_work` (429)
   */
  begin<Question extends LongQuestion>(
    job: OperationDefinition<Question>,
    asked: Omit<Question, 'events'>,
    most = MOST_EVENTS,
    also?: (tx: Transaction, operation: Operation) => Promise<void>,
  ): Promise<Operation> {
    // A job that may wait is accepted, and begins later.
    if (!job.mayWait) this.degradation.admitWork(longQuestions);
    const { tenantId, period, names = null } = asked;
    const { start, end } = momentsOf(period);
    return this.database.transaction({ tenantId }, async (tx) => {
      const [{ events, named } = { events: 0, named: 0 }] = await tx.run(eventsIn, start, end, names);
      if (events > MOST_EVENTS) throw tooMany(MOST_EVENTS);
      if (named > most) throw tooMany(most);
      const question = { ...asked, events: named } as Question;
      const operation = await this.operations.start(tx, job, question, 'analytics.read');
      await also?.(tx, operation);
      return operation;
    });
  }

  /** @throws Problem `answer_not_found` (404) where the operation has not succeeded, or its answer is a day old */
  async answer<Answer extends object>(tenantId: string, { name }: OperationDefinition, id: string): Promise<Answer> {
    const [row] = await this.database.read({ tenantId }, answerById, id, name);
    if (!row) throw analyticsProblems.answer_not_found({ id });
    return row.answer as Answer;
  }
}

function tooMany(most: number) {
  const millions = most / 1_000_000;
  return analyticsProblems.question_too_large({
    en: `${millions} million events`,
    fr: `${millions} millions d’événements`,
  });
}
