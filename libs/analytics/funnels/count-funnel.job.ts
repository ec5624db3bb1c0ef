import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import type { LongQuestion } from '../questions/long-questions.js';
import { SubjectQuestions } from '../questions/subject-questions.js';
import type { FunnelDto } from './funnels.dto.js';
import { countFunnelSteps } from './funnels.sql.js';

interface FunnelQuestion extends LongQuestion {
  /** Of its steps. */
  readonly names: readonly string[];
  /** Seconds. */
  readonly within: number;
}

export const countFunnel = defineOperation<FunnelQuestion>('analytics.count-funnel', {
  of: 'tenant',
  atOnce: 2,
  concurrency: 2,
});

/**
 * Counts the subjects that made the steps of a funnel. A subject begins with its first event of step 1 in the period. For each
 * later step its earliest event of that name counts which is after the one of the step before and at most `within` after the
 * first. Of events of one millisecond that with the lower id is the earlier: a UUIDv7 has the order in which the client made
 * them. Events without a subject do not count, and a subject counts once.
 */
@HandlesJob(countFunnel)
export class CountFunnel implements JobHandler<FunnelQuestion> {
  constructor(private readonly questions: SubjectQuestions) {}

  run(question: FunnelQuestion, context: JobContext): Promise<{ url: string }> {
    const { names, within } = question;
    return this.questions.answer(question, context, {
      kind: countFunnel.name,
      route: 'funnels',
      read: (tx, { start, end, parts, part }) => tx.run(countFunnelSteps, start, end, names, within, parts, part),
      answer: (rows): Pick<FunnelDto, 'steps'> => ({
        steps: names.map((name, i) => ({ name, subjects: rows.reduce((sum, row) => sum + (row.subjects[i] ?? 0), 0) })),
      }),
    });
  }
}
