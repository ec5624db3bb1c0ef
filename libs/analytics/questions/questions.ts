import { AsyncLocalStorage } from 'node:async_hooks';
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
  /** By the moments of a period what answers say of themselves, within `together`. */
  private readonly known = new AsyncLocalStorage<Map<string, Omit<AnswerDto, 'timeZone'>>>();

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
   * Adds to an answer what it says of itself: counts are right at each commit, so it is as fresh as its first statement.
   *
   * @param answer the statements of the answer
   */
  async qualify<Answer extends object>(
    tenantId: string,
    period: Period,
    answer: () => Promise<Answer>,
  ): Promise<AnswerDto & Answer> {
    const [about, answered] = await Promise.all([this.about(tenantId, period), answer()]);
    return { ...about, ...answered };
  }

  /** Answers of one period within `work` say the same of themselves, which is read once: they are as fresh as the first. */
  together<T>(work: () => Promise<T>): Promise<T> {
    return this.known.run(new Map(), work);
  }

  private async about(tenantId: string, period: Period): Promise<AnswerDto> {
    const known = this.known.getStore();
    const { timeZone } = period;
    const { start, end } = momentsOf(period);
    const about = known?.get(start + end) ?? (await this.readAbout(tenantId, start, end));
    known?.set(start + end, about);
    return { timeZone, ...about };
  }

  /** Answers are exact unless events of the period were sampled. */
  private async readAbout(tenantId: string, start: string, end: string): Promise<Omit<AnswerDto, 'timeZone'>> {
    const freshTo = new Date().toISOString();
    const [row] = await this.read(tenantId, sampledOf, start, end);
    if (!row || row.sampled === 0) return { freshTo, exactness: 'exact' };
    return { freshTo, exactness: 'sampled', share: row.stored / (row.stored + row.sampled) };
  }
}
