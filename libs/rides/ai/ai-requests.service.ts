import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import type { Locale } from '#platform/problems';
import { inWords, Quotas } from '#platform/quotas';
import { TenantDirectory } from '#platform/tenancy';
import { RecommendationsService } from '../recommendations/recommendations.service.js';
import { lockRider } from '../rides/rides.sql.js';
import { ridesProblems } from '../rides.errors.js';
import { messagesOf, mostTokensOf } from './ai-messages.js';
import { placesOfUser } from './ai-queue.sql.js';
import type { AiRequestDto, NewAiRequestDto } from './ai-requests.dto.js';
import { aiAnswers, estimate, LEAD_MS, MOST_COUNTED, shownRequest } from './ai-requests.js';
import {
  type AiRequestRow,
  deleteRequest,
  insertRequest,
  openRequests,
  requestById,
  requestList,
  rideFacts,
} from './ai-requests.sql.js';
import { askModel } from './ask-model.job.js';
import { Budgets, type SpentBudget } from './budgets.js';
import { EndsRequests } from './ends-requests.js';

/** Requests of a user that have not ended, at most. */
const MOST_OPEN = 20;
/** Seconds for which a request waits, unless it says so. */
const [WAIT, WAIT_IN_BACKGROUND] = [60, 3600];
/** Seconds of the longest wait at whose end a job wakes the queue; longer ones are ended by the next job that recovers it. */
const LONGEST_WOKEN = 600;

/** Takes requests to the model into its queue, and says what became of them. */
@Injectable()
export class AiRequestsService {
  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly directory: TenantDirectory,
    private readonly quotas: Quotas,
    private readonly degradation: Degradation,
    private readonly recommendations: RecommendationsService,
    private readonly budgets: Budgets,
    private readonly ends: EndsRequests,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Queues a request, and reserves the most that it can cost; the rules answer at once where there are fewer services for a while,
   * or where a budget does not suffice.
   *
   * @throws Problem `rate_quota_exceeded`, `too_many_ai_requests`, `ai_budget_spent` (429), `no_model` (503)
   */
  async ask(person: Person, asked: NewAiRequestDto, language: Locale): Promise<AiRequestDto> {
    if (this.settings.aiUrl === undefined) throw ridesProblems.no_model();
    const { question = '', background = false, orRules = true } = asked;
    const { tenantId, userId } = person;
    this.quotas.spend(tenantId, 'aiRequestsADay', 1);
    const { day: today, recommendations } = await this.recommendations.read(person, {}, language);
    const facts = await this.database.read(person, rideFacts, today);
    const codes = recommendations.map(({ code }) => code);
    const messages = messagesOf(facts, codes, question, language);
    const wait = asked.waitSeconds ?? (background ? WAIT_IN_BACKGROUND : WAIT);
    const paid = this.directory.byId(tenantId)?.plan !== 'free';
    const queued = {
      id: newId(),
      rank: background ? (paid ? 2 : 3) : 1,
      question,
      language,
      messages,
      wait_seconds: wait,
    };
    const day = new Date().toISOString().slice(0, 10);
    const reserved = mostTokensOf(messages);
    const row = await this.database.transaction(person, async (tx) => {
      // So that they are counted one by one.
      await tx.run(lockRider, tenantId, userId);
      const [open] = await tx.run(openRequests);
      if ((open?.requests ?? 0) >= MOST_OPEN) throw ridesProblems.too_many_ai_requests({ most: MOST_OPEN });
      const degraded = this.degradation.cuts(aiAnswers);
      const spent = degraded ? undefined : await this.budgets.reserve(tx, person, { day, reserved });
      if (spent && !orRules) throw budgetSpent(spent, reserved);
      const ruled = { state: 'ruled', reason: degraded ? 'degraded' : 'budget', advice: recommendations, reserved: 0 };
      const how = degraded || spent ? ruled : { state: 'waiting', reason: null, advice: null, reserved };
      const [added] = await tx.run(insertRequest, tenantId, userId, JSON.stringify({ ...queued, ...how, day }));
      if (how.state === 'waiting') {
        await this.jobs.add(tx, askModel, { tenantId });
        if (wait <= LONGEST_WOKEN) await this.jobs.add(tx, askModel, { tenantId }, { delayMs: wait * 1000 - LEAD_MS });
      }
      return added as AiRequestRow;
    });
    return (await this.shown(person, [row]))[0] as AiRequestDto;
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(person: Person, query: ListQuery): Promise<ListAnswer<AiRequestDto>> {
    const { data, page } = await readList(rowsOfPerson(this.database, person), requestList, query);
    return { data: await this.shown(person, data), page };
  }

  /** @throws Problem `ai_request_not_found` (404) */
  async read(person: Person, id: string): Promise<AiRequestDto> {
    return (await this.shown(person, [await this.find(person, id)]))[0] as AiRequestDto;
  }

  /**
   * Cancels a request that waits, and gives back all that was reserved; one that has ended stays as it is.
   *
   * @throws Problem `ai_request_not_found` (404), `ai_request_under_way` (409)
   */
  async cancel(person: Person, id: string): Promise<AiRequestDto> {
    const row =
      (await this.ends.end(person, id, 'waiting', { state: 'cancelled', spent: 0 })) ?? (await this.find(person, id));
    if (row.state === 'calling') throw ridesProblems.ai_request_under_way({ id });
    return (await this.shown(person, [row]))[0] as AiRequestDto;
  }

  /**
   * Deletes a request that has ended.
   *
   * @throws Problem `ai_request_not_found` (404), `ai_request_open` (409)
   */
  async delete(person: Person, id: string): Promise<void> {
    await this.database.transaction(person, async (tx) => {
      const [deleted] = await tx.run(deleteRequest, id);
      if (deleted) return;
      const [row] = await tx.run(requestById, id);
      throw row ? ridesProblems.ai_request_open({ id }) : ridesProblems.ai_request_not_found({ id });
    });
  }

  private async find(person: Person, id: string): Promise<AiRequestRow> {
    const [row] = await this.database.read(person, requestById, id);
    if (!row) throw ridesProblems.ai_request_not_found({ id });
    return row;
  }

  private async shown(person: Person, rows: readonly AiRequestRow[]): Promise<AiRequestDto[]> {
    const { aiConcurrency, aiPriceCents } = this.settings;
    const waits = rows.some(({ state }) => state === 'waiting');
    const { tenantId, userId } = person;
    const places = waits ? await this.database.read(person, placesOfUser, tenantId, userId, MOST_COUNTED) : [];
    const placeOf = new Map(places.map(({ id, ...place }) => [id, estimate(place, aiConcurrency)]));
    return rows.map((row) =>
      shownRequest(row, aiPriceCents, row.state === 'waiting' ? placeOf.get(row.id) : undefined),
    );
  }
}

function budgetSpent({ quota, limit, used, reserved }: SpentBudget, wanted: number) {
  const seconds = Math.ceil((86_400_000 - (Date.now() % 86_400_000)) / 1000);
  return ridesProblems.ai_budget_spent(
    { quota: inWords(quota), limit, used, reserved, wanted, seconds },
    { headers: { 'retry-after': String(seconds) }, extensions: { quota, limit, used, reserved } },
  );
}
