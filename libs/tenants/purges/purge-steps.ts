import { Injectable } from '@nestjs/common';
import { actorInForce } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import { type Signature, Signatures, signReceipt } from '#platform/signatures';
import { BlobStore } from '#platform/storage';
import { sortKey } from '#platform/text-normalisation';
import { searchKey } from '../tenants/tenant-details.js';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { beginPurging, markPurged, purgeAgain } from '../tenants/tenants.sql.js';
import { addCounts, deleteRows, endPurge, insertPurge, lockPurge, type PurgeRow, rowsLeft } from './purges.sql.js';
import { insertReceipt } from './receipts.sql.js';

/** Rows that one step deletes, at most. */
const batch = 2_000;

/** The result of one step. */
export type PurgeStep =
  | { readonly kind: 'ended' }
  | { readonly kind: 'deleted' }
  /** These tables hold rows that no declaration deletes, or that were written meanwhile. */
  | { readonly kind: 'left'; readonly tables: readonly string[] };

/**
 * The steps of a purge. Each is a transaction that reads its state from the database, so that any
 * process can continue after another was killed.
 */
@Injectable()
export class PurgeSteps {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
    private readonly files: BlobStore,
    private readonly signatures: Signatures,
    private readonly ledger: ErasureLedger,
  ) {}

  /**
   * Begins a purge. Does nothing if it has begun already.
   *
   * @param andThen further work in the same transaction, called if the purge begins
   */
  begin(tenantId: string, andThen: (tx: Transaction) => Promise<unknown> = async () => {}): Promise<void> {
    return this.enter(tenantId, beginPurging, andThen);
  }

  /** Begins the purge of a tenant that was purged in a newer state of the database, whatever state it is in. */
  again(tenantId: string, andThen: (tx: Transaction) => Promise<unknown>): Promise<void> {
    return this.enter(tenantId, purgeAgain, andThen);
  }

  private enter(
    tenantId: string,
    change: typeof beginPurging,
    andThen: (tx: Transaction) => Promise<unknown>,
  ): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const id = newId();
      const event = { type: 'tenants.tenant.purging', version: 1, data: { purgeId: id } } as const;
      const row = await this.registry.write(tx, () => event, change, tenantId);
      if (!row) return;
      const { kind, id: actor } = actorInForce();
      await tx.run(insertPurge, tenantId, id, row.slug, `${kind}:${actor}`);
      await andThen(tx);
    });
  }

  /**
   * Deletes a batch of rows, or ends the purge when none is left: then the files go, the storage gets the entry of the ledger, and
   * only then the receipt says so. What
   * an upload under way keeps after that is garbage, and deleted a day later.
   *
   * @throws Problem `storage_unavailable` (503), `master_key` (500); the purge goes on then with the next step
   */
  async advance(tenantId: string): Promise<PurgeStep> {
    const step = await this.database.transaction({ tenantId }, (tx) => this.deleteBatch(tx));
    if (step.kind !== 'emptied') return step;
    await this.files.deleteTenant(tenantId);
    await this.ledger.keep();
    // A master key that opens no key makes another, so this fails only where the master key cannot be read. The data is deleted
    // by now, and its receipt can wait until that is mended: one without a signature would stay so, and nobody could tell it
    // from one that was made up. Killed from here to the commit, a purge signs another receipt; this one was nowhere.
    const sign = await this.signatures.signer();
    return this.database.transaction({ tenantId }, async (tx) => {
      const [purge] = await tx.run(lockPurge);
      if (!purge) return { kind: 'ended' };
      const [tables, kept] = await remaining(tx);
      if (tables.length > 0) return { kind: 'left', tables };
      await this.end(tx, tenantId, purge, kept, sign);
      return { kind: 'ended' };
    });
  }

  private async deleteBatch(tx: Transaction): Promise<PurgeStep | { kind: 'emptied' }> {
    const [purge] = await tx.run(lockPurge);
    if (!purge) return { kind: 'ended' };
    const deleted = await tx.run(deleteRows, batch);
    if (deleted.length > 0) {
      const counts = Object.fromEntries(deleted.map(({ name, deleted }) => [name, deleted]));
      await tx.run(addCounts, JSON.stringify(counts));
      return { kind: 'deleted' };
    }
    const [tables] = await remaining(tx);
    return tables.length > 0 ? { kind: 'left', tables } : { kind: 'emptied' };
  }

  private async end(
    tx: Transaction,
    tenantId: string,
    purge: PurgeRow,
    kept: Record<string, number>,
    sign: (bytes: Uint8Array) => Signature,
  ): Promise<void> {
    const { id, slug, askedBy, beganAt, counts } = purge;
    const [ended] = await tx.run(endPurge);
    if (!ended) throw new Error(`The purge ${id} ended while it was locked.`);
    const statement = { id, tenantId, slug, askedBy, beganAt, ...ended, counts, kept };
    const { sha256, keyId, signature } = signReceipt('purge', statement, sign);
    const numbers = [JSON.stringify(counts), JSON.stringify(kept)] as const;
    const proofs = [sha256, keyId, signature] as const;
    await tx.run(insertReceipt, tenantId, id, slug, askedBy, beganAt, ended.endedAt, ...numbers, ...proofs);
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

/** The tables that still hold rows, and the rows that are retained, by table. */
async function remaining(tx: Transaction): Promise<[string[], Record<string, number>]> {
  const left = await tx.run(rowsLeft);
  const tables = left.filter(({ kept }) => !kept).map(({ name }) => name);
  return [tables, Object.fromEntries(left.map(({ name, rows }) => [name, rows]))];
}
