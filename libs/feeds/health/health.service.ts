import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import type { Locale } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';
import { shown } from '../subscriptions/subscriptions.service.js';
import type { FeedHealthDto, HealthCountsDto, HealthQueryDto, SickFeedDto } from './health.dto.js';
import { healthById, healthCounts, sickFeedList } from './health.sql.js';
import { reasonOf } from './reasons.js';

/** Says how the feeds of a tenant do. */
@Injectable()
export class HealthService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `subscription_not_found` (404) */
  async byId(tenantId: string, id: string, locale: Locale): Promise<FeedHealthDto> {
    const [row] = await this.database.read({ tenantId }, healthById, id);
    if (!row) throw feedsProblems.subscription_not_found({ id });
    const { score, healthSince, days } = row;
    const { state, triedAt, succeededAt, failingSince, error } = shown(row);
    const nextTryAt = row.health?.due_at ? new Date(row.health.due_at) : null;
    const reason = reasonOf(error, locale);
    return {
      subscriptionId: id,
      state,
      score,
      healthSince,
      triedAt,
      succeededAt,
      nextTryAt,
      failingSince,
      reason,
      days,
    };
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async sick(tenantId: string, query: HealthQueryDto, locale: Locale): Promise<ListAnswer<SickFeedDto>> {
    const { data, page } = await readList(rowsOfTenant(this.database, tenantId), sickFeedList, query);
    return { data: data.map(({ code, ...feed }) => ({ ...feed, reason: reasonOf(code, locale) })), page };
  }

  async counts(tenantId: string): Promise<HealthCountsDto> {
    const [counts] = await this.database.read({ tenantId }, healthCounts);
    return counts as HealthCountsDto;
  }
}
