import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import type { LongQuestion } from '../questions/long-questions.js';
import { momentsOf } from '../questions/period.js';
import { SubjectQuestions } from '../questions/subject-questions.js';
import { cohortsOf, mondaysOf } from './cohorts.js';
import { countWeeks } from './retention.sql.js';

/** Of whole weeks, and one name or all. */
export const countRetention = defineOperation<LongQuestion>('analytics.count-retention', {
  of: 'tenant',
  atOnce: 2,
  concurrency: 2,
});

/** Counts in which weeks subjects came back, by the week of their first event in the period. Events without a subject do not count. */
@HandlesJob(countRetention)
export class CountRetention implements JobHandler<LongQuestion> {
  constructor(private readonly questions: SubjectQuestions) {}

  run(question: LongQuestion, context: JobContext): Promise<{ url: string }> {
    const { period, names: [name = null] = [] } = question;
    const mondays = mondaysOf(period);
    const starts = mondays.map((day) => momentsOf({ ...period, from: day }).start);
    return this.questions.answer(question, context, {
      kind: countRetention.name,
      route: 'retention',
      read: (tx, { start, end, parts, part }) => tx.run(countWeeks, start, end, starts, name, parts, part),
      answer: (rows) => ({ cohorts: cohortsOf(mondays, rows) }),
    });
  }
}
