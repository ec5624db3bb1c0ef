import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import { TenantDirectory } from '#platform/tenancy';
import { assertFolder } from '../folders/assert-folder.js';
import { Credentials } from './credentials.js';
import { feedsQuota, insertSubscription } from './subscriptions.sql.js';

/** The properties of a subscription to add. */
export interface NewSubscription {
  /** A UUIDv7, where the caller must know it beforehand. */
  readonly id?: string;
  readonly url: string;
  readonly authorization?: string | undefined;
  readonly title?: string | null | undefined;
  readonly folderId?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Minutes between two fetches at most, 15 to 10,080; null for the rhythm of the feed. */
  readonly intervalMinutes?: number | null | undefined;
  /** Whether it was fetched with networks of the tenant, which may have fewer by now. */
  readonly reached?: boolean;
}

/** Writes new subscriptions. */
@Injectable()
export class NewSubscriptions {
  constructor(
    private readonly quotas: Quotas,
    private readonly credentials: Credentials,
    private readonly directory: TenantDirectory,
  ) {}

  /** @throws Problem `quota_exceeded` (402) where the tenant may follow no more feeds */
  async assertRoom(tx: Transaction, tenantId: string): Promise<void> {
    for (const n of [1, -1]) await this.quotas.take(tx, tenantId, feedsQuota, n);
  }

  /**
   * Subscribes to the feed at an address, whose first fetch is due at once. The feed is fetched for the tenant alone where it
   * needs credentials, or where the tenant may reach networks that others may not.
   *
   * @param feedTitle the title where the tenant chose none
   * @returns undefined where the tenant follows it already
   * @throws Problem `unknown_folder` (422), `quota_exceeded` (402)
   */
  async add(
    tx: Transaction,
    tenantId: string,
    {
      id = newId(),
      url,
      authorization,
      title,
      folderId = null,
      tags = [],
      intervalMinutes = null,
      reached = false,
    }: NewSubscription,
    feedTitle = '',
  ): Promise<{ id: string; sourceId: string } | undefined> {
    await assertFolder(tx, folderId);
    const alone = reached || authorization !== undefined || (this.directory.byId(tenantId)?.networks.length ?? 0) > 0;
    const credentials = authorization === undefined ? null : this.credentials.seal(authorization);
    const named = title ?? (feedTitle || url.slice(0, 300));
    const values = [url, alone, credentials, folderId, named, title != null, tags, intervalMinutes] as const;
    const [added] = await tx.run(insertSubscription, tenantId, id, ...values);
    if (added) await this.quotas.take(tx, tenantId, feedsQuota, 1);
    return added;
  }
}
