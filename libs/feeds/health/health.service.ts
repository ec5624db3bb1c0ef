import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import type { Locale } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';
import { subscriptionDto } from '../subscriptions/subscriptions.service.js';
import type { FailingFeedDto, FeedHealthDto, HealthCountsDto, HealthQueryDto } from './health.dto.js';
import { failingFeedList, healthById, healthCounts } from './health.sql.js';
import { reasonOf } from './reasons.js';

/** Reads the health of the feeds of a tenant. */
@Injectable()
export class HealthService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `subscription_not_found` (404) */
  async byId(tenantId: string, id: string, locale: Locale): Promise<FeedHealthDto> {
    const [row] = await this.database.read({ tenantId }, healthById, id);
    if (!row) throw feedsProblems.subscription_not_found({ id });
    const { score, healthSince, days } = row;
    const { state, triedAt, succeededAt, failingSince, error } = subscriptionDto(row);
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
  listFailing(tenantId: string, query: HealthQueryDto, locale: Locale): Promise<ListAnswer<FailingFeedDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    return readList(rows, failingFeedList, query, ({ code, ...feed }) => ({ ...feed, reason: reasonOf(code, locale) }));
  }

  async counts(tenantId: string): Promise<HealthCountsDto> {
    const [counts] = await this.database.read({ tenantId }, healthCounts);
    return counts as HealthCountsDto;
  }
}
