import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { type SubjectQuestion, SubjectQuestions } from '../questions/subject-questions.js';
import type { FunnelDto } from './funnels.dto.js';
import { countFunnelSteps } from './funnels.sql.js';

interface FunnelPayload extends SubjectQuestion {
  readonly steps: readonly string[];
  /** Seconds. */
  readonly within: number;
}

export const countFunnel = defineOperation<FunnelPayload>('analytics.count-funnel', {
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
export class CountFunnel implements JobHandler<FunnelPayload> {
  constructor(private readonly questions: SubjectQuestions) {}

  async run(question: FunnelPayload, context: JobContext): Promise<{ url: string }> {
    const { steps, within, parts } = question;
    await this.questions.answer(question, context, {
      kind: countFunnel.name,
      read: (tx, { start, end }, part) => tx.run(countFunnelSteps, start, end, steps, within, parts, part),
      answer: (rows): Pick<FunnelDto, 'steps'> => ({
        steps: steps.map((name, i) => ({ name, subjects: rows.reduce((sum, row) => sum + (row.subjects[i] ?? 0), 0) })),
      }),
    });
    return { url: `/v1/analytics/funnels/${context.id}` };
  }
}
