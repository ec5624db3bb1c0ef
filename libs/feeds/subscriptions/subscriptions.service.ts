import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { Jobs } from '#platform/jobs';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { type Operation, Operations } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { feedsProblems } from '../feeds.errors.js';
import { insertImportLines } from '../opml/import-lines.sql.js';
import { lockSource, queueSource } from '../sources/sources.sql.js';
import { addSync } from '../sources/sync-tenant.job.js';
import { assertFolder } from './assert-folder.js';
import { Credentials } from './credentials.js';
import { feedPlace } from './feed-address.js';
import { subscribe } from './subscribe.job.js';
import type {
  NewSubscriptionDto,
  SubscriptionChangesDto,
  SubscriptionDto,
  SubscriptionState,
  SubscriptionsQueryDto,
} from './subscriptions.dto.js';
import {
  changeSubscription,
  deleteSubscription,
  feedsQuota,
  type SubscriptionRow,
  subscriptionById,
  subscriptionList,
  subscriptionsAt,
} from './subscriptions.sql.js';

/** Keeps which feeds a tenant follows. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly quotas: Quotas,
    private readonly credentials: Credentials,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, query: SubscriptionsQueryDto): Promise<ListAnswer<SubscriptionDto>> {
    const { data, page } = await readList(rowsOfTenant(this.database, tenantId), subscriptionList, query);
    return { data: data.map(shown), page };
  }

  /** @throws Problem `subscription_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<SubscriptionDto> {
    const [row] = await this.database.read({ tenantId }, subscriptionById, id);
    if (!row) throw feedsProblems.subscription_not_found({ id });
    return shown(row);
  }

  /**
   * Starts to subscribe to the feed at an address.
   *
   * @throws Problem `invalid_feed_address` (400), `already_subscribed` (409), `unknown_folder` (422)
   */
  create(tenantId: string, wanted: NewSubscriptionDto): Promise<Operation> {
    const place = feedPlace(wanted.url);
    const { authorization = place.authorization, title = null, folderId, tags = [], intervalMinutes } = wanted;
    const credentials = authorization === undefined ? null : this.credentials.seal(authorization).toString('base64');
    const line = { line: 1, url: place.url, credentials, title, folderId, tags, intervalMinutes };
    return this.database.transaction({ tenantId }, async (tx) => {
      const followed = await tx.run(subscriptionsAt, place.url);
      if (followed.length > 0) throw feedsProblems.already_subscribed({ url: place.url });
      await assertFolder(tx, folderId);
      const operation = await this.operations.start(tx, subscribe, { tenantId }, 'feeds.write');
      await tx.run(insertImportLines, tenantId, operation.id, JSON.stringify([line]));
      return operation;
    });
  }

  /**
   * Changes what the tenant chose of a subscription. One that is resumed is fetched at once.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `subscription_not_found` (404), `precondition_failed` (412), `unknown_folder` (422)
   */
  change(
    tenantId: string,
    id: string,
    changes: SubscriptionChangesDto,
    versions: ExpectedVersions,
  ): Promise<SubscriptionDto> {
    const { folderId } = changes;
    return this.database.transaction({ tenantId }, async (tx) => {
      await assertFolder(tx, folderId);
      await tx.run(lockSource, id);
      const [changed] = await tx.run(changeSubscription, id, versions ?? null, JSON.stringify(changes));
      if (!changed) await refuse(tx, id, versions);
      if (changes.paused === false) {
        await tx.run(queueSource, id);
        await addSync(tx, this.jobs, tenantId);
      }
      const [row] = await tx.run(subscriptionById, id);
      return shown(row as SubscriptionRow);
    });
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `subscription_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockSource, id);
      const [row] = await tx.run(deleteSubscription, id, versions ?? null);
      if (!row) await refuse(tx, id, versions);
      await this.quotas.take(tx, tenantId, feedsQuota, -1);
    });
  }
}

export function shown({ titleKey: _, health, ...subscription }: SubscriptionRow): SubscriptionDto {
  const at = (time: string | null | undefined) => (time ? new Date(time) : null);
  return {
    ...subscription,
    state: stateOf(subscription.paused, health),
    triedAt: at(health?.tried_at),
    succeededAt: at(health?.succeeded_at),
    failingSince: at(health?.failing_since),
    error: health?.error ?? null,
  };
}

function stateOf(paused: boolean, health: SubscriptionRow['health']): SubscriptionState {
  if (paused) return 'paused';
  if (!health) return 'new';
  return health.ended_at ? 'ended' : health.error ? 'failing' : 'fine';
}

async function refuse(tx: Transaction, id: string, versions: ExpectedVersions): Promise<never> {
  const [row] = await tx.run(subscriptionById, id);
  if (row) assertVersion(versions, row.version);
  throw feedsProblems.subscription_not_found({ id });
}
