import { Injectable } from '@nestjs/common';
import { actorInForce } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { Events, subscribersOf } from '#platform/events';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import type { TenantEmptied, TenantPurging } from '../events/index.js';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { searchKey } from '../tenants/tenant-search.js';
import { beginPurging, markPurged } from '../tenants/tenants.sql.js';
import { type PurgeReceipt, receiptDigest } from './purges.js';
import {
  addCounts,
  answersOfPurge,
  emptyDailyUse,
  emptyPlatformTables,
  emptyUsage,
  endPurge,
  insertAnswer,
  insertPurge,
  lockPurge,
  nextRound,
  type PurgeRow,
  rowsLeft,
} from './purges.sql.js';
import { insertReceipt } from './receipts.sql.js';

/** Rows that one statement deletes, at most. */
const batch = 5_000;

/** The result of one step. */
export type PurgeStep =
  | { readonly kind: 'ended' }
  | { readonly kind: 'waiting'; readonly answered: number; readonly waitingFor: readonly string[] }
  | { readonly kind: 'emptying' }
  /** Rows were left in these tables, and the contexts were asked again. */
  | { readonly kind: 'again'; readonly tables: readonly string[] };

/**
 * The steps of a purge. Each is a transaction that reads its state from the database, so that any
 * process can continue after another was killed.
 */
@Injectable()
export class PurgeSteps {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
    private readonly events: Events,
  ) {}

  /**
   * Begins a purge: asks every context to empty its tables. Does nothing if it has begun already.
   *
   * @param andThen further work in the same transaction, called if the purge begins
   */
  begin(tenantId: string, andThen: (tx: Transaction) => Promise<unknown> = async () => {}): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const id = newId();
      const row = await this.registry.write(tx, () => purging(id, 1), beginPurging, tenantId);
      if (!row) return;
      const { kind, id: actor } = actorInForce();
      await tx.run(insertPurge, tenantId, id, row.slug, `${kind}:${actor}`, contextsToEmpty());
      await andThen(tx);
    });
  }

  /** Records the rows that a context deleted, and whether it is done. */
  async answer(tx: Transaction, tenantId: string, emptied: TenantEmptied['data']): Promise<void> {
    await tx.run(addCounts, JSON.stringify(emptied.counts));
    if (emptied.done) await tx.run(insertAnswer, tenantId, emptied.purgeId, emptied.round, emptied.context);
  }

  /** Takes the next step, if no context has to answer first. */
  advance(tenantId: string): Promise<PurgeStep> {
    return this.database.transaction({ tenantId }, async (tx): Promise<PurgeStep> => {
      const [purge] = await tx.run(lockPurge);
      if (!purge) return { kind: 'ended' };
      const answered = (await tx.run(answersOfPurge, purge.id, purge.round)).map(({ context }) => context);
      const waitingFor = purge.contexts.filter((context) => !answered.includes(context));
      if (waitingFor.length > 0) return { kind: 'waiting', answered: answered.length, waitingFor };
      if (await this.emptyOwn(tx)) return { kind: 'emptying' };
      const left = await tx.run(rowsLeft);
      const tables = left.filter(({ kept }) => !kept).map(({ name }) => name);
      if (tables.length > 0) {
        await tx.run(nextRound);
        await this.events.publish(tx, tenantId, purging(purge.id, purge.round + 1));
        return { kind: 'again', tables };
      }
      await this.end(tx, tenantId, purge, Object.fromEntries(left.map(({ name, rows }) => [name, rows])));
      return { kind: 'ended' };
    });
  }

  /** Deletes a batch of the platform's tables and the rows of this context. Resolves to whether rows were deleted. */
  private async emptyOwn(tx: Transaction): Promise<boolean> {
    const platform = await tx.run(emptyPlatformTables, batch);
    const [usage] = await tx.run(emptyUsage);
    const [dailyUse] = await tx.run(emptyDailyUse);
    const deleted = [
      ...platform.map(({ name, deleted }) => [name, deleted] as const),
      ['tenants.usage', usage?.rows ?? 0] as const,
      ['tenants.daily_use', dailyUse?.rows ?? 0] as const,
    ].filter(([, rows]) => rows > 0);
    if (deleted.length > 0) await tx.run(addCounts, JSON.stringify(Object.fromEntries(deleted)));
    return deleted.length > 0;
  }

  private async end(tx: Transaction, tenantId: string, purge: PurgeRow, kept: Record<string, number>): Promise<void> {
    const { id, slug, askedBy, beganAt, counts } = purge;
    const [ended] = await tx.run(endPurge);
    if (!ended) throw new Error(`The purge ${id} ended while it was locked.`);
    const receipt: Omit<PurgeReceipt, 'sha256'> = { id, tenantId, slug, askedBy, beganAt, ...ended, counts, kept };
    const sha256 = receiptDigest(receipt);
    const numbers = [JSON.stringify(counts), JSON.stringify(kept)] as const;
    await tx.run(insertReceipt, tenantId, id, slug, askedBy, beganAt, ended.endedAt, ...numbers, sha256);
    await this.registry.write(
      tx,
      () => ({ type: 'tenants.tenant.purged', version: 1, data: { slug, purgeId: id, sha256 } }),
      markPurged,
      tenantId,
      sortKey(slug),
      searchKey(slug, slug),
    );
  }
}

function purging(purgeId: string, round: number): TenantPurging {
  return { type: 'tenants.tenant.purging', version: 1, data: { purgeId, round } };
}

/** A subscriber's name begins with its context's. */
function contextsToEmpty(): string[] {
  const contexts = subscribersOf('tenants.tenant.purging').map((name) => name.split('.')[0] as string);
  return [...new Set(contexts)].sort();
}
