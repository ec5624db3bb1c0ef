import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { Jobs } from '#platform/jobs';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { type Operation, Operations } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { Realtime, topicOf } from '#platform/realtime';
import { feedsProblems } from '../feeds.errors.js';
import { lockFiltersOfSubscription } from '../filters/filters.sql.js';
import { unmark } from '../filters/unmark.js';
import { assertFolder } from '../folders/assert-folder.js';
import { insertImportLines } from '../opml/import-lines.sql.js';
import { deleteSomePosts } from '../posts/posts.sql.js';
import { lockSource, queueSource } from '../sources/sources.sql.js';
import { addSync } from '../sources/sync-tenant.job.js';
import { Credentials } from './credentials.js';
import { parseFeedUrl } from './feed-address.js';
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
  lockSubscription,
  type SubscriptionRow,
  subscriptionById,
  subscriptionList,
  subscriptionsAt,
} from './subscriptions.sql.js';

/** Posts that one transaction deletes, as many as retention does: their versions, states, labels and marks go with them. */
const POSTS_AT_ONCE = 1000;

/** Keeps which feeds a tenant follows. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly quotas: Quotas,
    private readonly credentials: Credentials,
    private readonly realtime: Realtime,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: SubscriptionsQueryDto): Promise<ListAnswer<SubscriptionDto>> {
    return readList(rowsOfTenant(this.database, tenantId), subscriptionList, query, subscriptionDto);
  }

  /** @throws Problem `subscription_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<SubscriptionDto> {
    const [row] = await this.database.read({ tenantId }, subscriptionById, id);
    if (!row) throw feedsProblems.subscription_not_found({ id });
    return subscriptionDto(row);
  }

  /**
   * Starts to subscribe to the feed at an address.
   *
   * @throws Problem `invalid_feed_address` (400), `already_subscribed` (409), `unknown_folder` (422)
   */
  create(tenantId: string, input: NewSubscriptionDto): Promise<Operation> {
    const { url, authorization: ofUrl } = parseFeedUrl(input.url);
    const { authorization = ofUrl, title = null, folderId, tags = [], intervalMinutes } = input;
    const credentials = authorization === undefined ? null : this.credentials.seal(authorization).toString('base64');
    const line = { line: 1, url, credentials, title, folderId, tags, intervalMinutes };
    return this.database.transaction({ tenantId }, async (tx) => {
      const followed = await tx.run(subscriptionsAt, url);
      if (followed.length > 0) throw feedsProblems.already_subscribed({ url });
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
      if (!changed)
        refuseChange((await tx.run(subscriptionById, id))[0], versions, feedsProblems.subscription_not_found({ id }));
      if (folderId !== undefined) this.publishUnreadChanged(tx, tenantId);
      if (changes.paused === false) {
        await tx.run(queueSource, id);
        await addSync(tx, this.jobs, tenantId);
      }
      const [row] = await tx.run(subscriptionById, id);
      return subscriptionDto(row as SubscriptionRow);
    });
  }

  /**
   * Its posts are deleted with it, and the filters for it alone end. Posts and marks may be very many, and go in steps: once some
   * are gone, the subscription is deleted whatever version it has meanwhile.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `subscription_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, id: string, versions: ExpectedVersions): Promise<void> {
    let more = await this.deleteStep(tenantId, id, versions);
    while (more) more = await this.deleteStep(tenantId, id, undefined);
  }

  private deleteStep(tenantId: string, id: string, versions: ExpectedVersions): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockSource, id);
      const [locked] = await tx.run(lockSubscription, id, versions ?? null);
      if (!locked)
        refuseChange((await tx.run(subscriptionById, id))[0], versions, feedsProblems.subscription_not_found({ id }));
      if (await unmark(tx, await tx.run(lockFiltersOfSubscription, id))) return true;
      const [step] = await tx.run(deleteSomePosts, id, POSTS_AT_ONCE);
      this.publishUnreadChanged(tx, tenantId);
      if (step?.chosen === POSTS_AT_ONCE) return true;
      await tx.run(deleteSubscription, id, null);
      await this.quotas.take(tx, tenantId, feedsQuota, -1);
      return false;
    });
  }

  /** Counts of unread posts are by subscription and folder. */
  private publishUnreadChanged(tx: Transaction, tenantId: string): void {
    this.realtime.publish(tx, topicOf.tenant(tenantId), { name: 'unread.changed', data: {} });
  }
}

export function subscriptionDto({ titleKey: _, health, ...subscription }: SubscriptionRow): SubscriptionDto {
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
