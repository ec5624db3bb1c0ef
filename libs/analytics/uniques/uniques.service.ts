import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { analyticsProblems } from '../analytics.errors.js';
import type { Period } from '../questions/period.js';
import { Questions } from '../questions/questions.js';
import { noteTenant } from '../subject-days/subject-days.sql.js';
import type { UniquesDto, UniquesQueryDto } from './uniques.dto.js';
import {
  countSubjects,
  countSubjectsOfName,
  sampledSubjects,
  sampledSubjectsOfName,
  setsInForce,
} from './uniques.sql.js';

/** Thirteen months. */
const MOST_DAYS = 400;
/**
 * Members of days in one sixteenth, up to which all are counted. Of 500,000 there are 31,250, give or take 171: so many are
 * exact but for one time in 100,000.
 */
const MOST_SAMPLED = 32_000;
/** How often a worker looks for days to make, in seconds. */
const RETRY_AFTER = 60;
/** One subject of so many is sampled, by its hash. */
const SAMPLED_OF = 16;

/** Answers how many different subjects had events in a period. */
@Injectable()
export class UniquesService {
  constructor(
    private readonly questions: Questions,
    private readonly database: Database,
  ) {}

  /** @throws Problem `period_backwards` (400), `question_too_large` (422), `days_being_made`, `questions_busy` (503) */
  async answer(tenantId: string, { name, ...query }: UniquesQueryDto): Promise<UniquesDto> {
    const period = this.questions.period(tenantId, query, MOST_DAYS);
    return this.questions.qualify(tenantId, period, async () => {
      // Before the sets are read, which have no fewer events then.
      const freshTo = await this.freshTo(tenantId, period);
      return { freshTo, ...(await this.count(tenantId, period, name)) };
    });
  }

  private async freshTo(tenantId: string, { from, timeZone }: Period): Promise<string> {
    const [sets] = await this.questions.read(tenantId, setsInForce);
    if (!sets) throw new Error('The function subjects_fresh_to returns one row.');
    const made = sets.timeZone === timeZone && (sets.remadeTo === null || sets.remadeTo <= from);
    if (made || (!sets.noted && !sets.hasEvents)) return sets.freshTo;
    if (!sets.noted) await this.database.transaction({ tenantId }, (tx) => tx.run(noteTenant));
    throw analyticsProblems.days_being_made(
      { seconds: RETRY_AFTER },
      { headers: { 'retry-after': String(RETRY_AFTER) } },
    );
  }

  /** Of a name, too, all members are read: they, and not those with the name, decide what an answer costs. */
  private async count(tenantId: string, { from, to }: Period, name?: string) {
    const [sample] = await this.questions.read(tenantId, sampledSubjects, from, to);
    if ((sample?.members ?? 0) <= MOST_SAMPLED) {
      const [counted] = name
        ? await this.questions.read(tenantId, countSubjectsOfName, from, to, name)
        : await this.questions.read(tenantId, countSubjects, from, to);
      return { subjects: counted?.subjects ?? 0 };
    }
    const [sampled] = name ? await this.questions.read(tenantId, sampledSubjectsOfName, from, to, name) : [sample];
    return { ...estimateOf(sampled?.subjects ?? 0), exactness: 'estimated' as const };
  }
}

/**
 * Estimates how many different subjects there are by those whose hash is in one sixteenth of all hashes. Of n subjects each
 * is in it with the probability 1/16, so their number has the variance n · 1/16 · 15/16, and sixteen times it 15 · n: in 95 of
 * 100 cases the estimate is within 1.96 · √(15 · n) of n, for which the estimate stands.
 */
export function estimateOf(sampled: number): { subjects: number; margin: number } {
  const subjects = SAMPLED_OF * sampled;
  return { subjects, margin: Math.ceil(1.96 * Math.sqrt((SAMPLED_OF - 1) * subjects)) };
}
