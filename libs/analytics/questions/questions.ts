import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database, type Statement } from '#platform/database';
import { TenantDirectory, timeZoneOf } from '#platform/tenancy';
import { ReadsInTurns } from '#platform/turns';
import { analyticsProblems } from '../analytics.errors.js';
import { momentsOf, type Period, periodOf } from './period.js';
import type { AnswerDto, PeriodQueryDto } from './questions.dto.js';
import { sampledOf } from './questions.sql.js';

/** Statements that wait, of a tenant and of all. */
const mostWaiting = { ofTenant: 600, inAll: 3000 };

/** Reads the counts of events, in turns. */
@Injectable()
export class Questions {
  private readonly inTurns: ReadsInTurns;

  constructor(
    database: Database,
    private readonly directory: TenantDirectory,
    settings: Settings,
  ) {
    this.inTurns = new ReadsInTurns(database, settings, {
      waiting: mostWaiting.inAll,
      waitingOfTenant: mostWaiting.ofTenant,
      assumedMs: 50,
      busy: analyticsProblems.questions_busy,
    });
  }

  /**
   * The period of a question, in the time zone of the tenant.
   *
   * @param mostDays at most so many
   * @throws Problem `period_backwards` (400), `question_too_large` (422)
   */
  period(tenantId: string, query: Pick<PeriodQueryDto, 'from' | 'to'>, mostDays: number): Period {
    return periodOf(query, timeZoneOf(this.directory, tenantId), mostDays);
  }

  /** @throws Problem `questions_busy` (503), what `Database` throws */
  read<Row extends object, Values extends readonly unknown[]>(
    tenantId: string,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    return this.inTurns.read(tenantId, statement, ...values);
  }

  /**
   * What an answer from counts says of itself: they are right at each commit, so it is as fresh as its first statement, and
   * exact unless events of the period were sampled. They came up to eight days later.
   *
   * @param answer the statements of the answer
   */
  async qualify<Answer extends object>(tenantId: string, period: Period, answer: () => Promise<Answer>) {
    const freshTo = new Date().toISOString();
    const { start, end } = momentsOf(period);
    const [[row], answered] = await Promise.all([this.read(tenantId, sampledOf, start, end), answer()]);
    const qualified: AnswerDto & Answer = { timeZone: period.timeZone, freshTo, exactness: 'exact', ...answered };
    if (!row || row.sampled === 0) return qualified;
    return { ...qualified, exactness: 'sampled' as const, share: row.stored / (row.stored + row.sampled) };
  }
}
