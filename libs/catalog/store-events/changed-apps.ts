import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';

/** More apps than this at once are announced without their slugs. */
const MOST = 20;

/** Tells those who follow a store which of its apps changed. */
@Injectable()
export class ChangedApps {
  private readonly told = new WeakMap<Transaction, Set<string>>();

  constructor(private readonly realtime: Realtime) {}

  /**
   * Sends `app.changed` once for each app and transaction, or one `apps.changed` for more than 20 at once.
   *
   * @param tx after its cached answers were dropped in it: who hears of it must not read the old ones
   * @param slugs of apps that are in the store, or were until now: others are nobody's business
   */
  tell(tx: Transaction, tenantId: string, slugs: readonly string[]): void {
    const topic = topicOf.store(tenantId);
    const told = this.told.get(tx) ?? new Set();
    this.told.set(tx, told);
    const fresh = slugs.filter((slug) => !told.has(slug));
    for (const slug of fresh) told.add(slug);
    if (fresh.length > MOST) this.realtime.publish(tx, topic, { name: 'apps.changed', data: {} });
    else for (const slug of fresh) this.realtime.publish(tx, topic, { name: 'app.changed', data: { slug } });
  }
}
