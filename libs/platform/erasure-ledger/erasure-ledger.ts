import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { BlobStore, IncomingFiles } from '#platform/storage';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { endWaiver, entriesAfter, isNoted, newestEntry, noteErasure } from './erasure-ledger.sql.js';
import { ledgerProblems } from './ledger.errors.js';
import type { Erased, LedgerEntry, NewestEntry } from './ledger-entry.js';
import { StoredEntries } from './stored-entries.js';

/** Entries that are read together. */
const BATCH = 500;
const platform = { tenantId: PLATFORM_TENANT_ID };

/**
 * That erasures and purges began, in the database, where triggers note them, and in the storage: a database that was restored from
 * an older state lacks entries that the storage has.
 */
@Injectable()
export class ErasureLedger {
  /** The last entry that the storage has, as this process knows; it has all before. */
  private stored: Pick<LedgerEntry, 'number' | 'chain'> = { number: 0, chain: '' };

  constructor(
    private readonly database: Database,
    private readonly store: BlobStore,
    @Inject(IncomingFiles) private readonly incoming: IncomingFiles,
  ) {}

  /**
   * Writes the entries that the storage lacks, the oldest first, so that it never has one without those before.
   *
   * @throws Problem `erasures_to_replay` (503) where the storage has entries that the database lacks; `storage_unavailable` (503),
   *   `storage_full` (507), `erasure_ledger_altered` (500)
   */
  async keep(): Promise<void> {
    const { stored, newest } = await this.open();
    if (newest.number === this.stored.number && newest.chain === this.stored.chain) return;
    await this.requireAll(stored);
    for await (const entry of this.after((await stored.last(newest.number))?.number ?? 0)) await stored.write(entry);
    this.stored = newest;
  }

  /** @throws as `keep`, but `storage_full` */
  async requireNoneMissing(): Promise<void> {
    await this.requireAll((await this.open()).stored);
  }

  /**
   * Has everything done again that the storage has and the database lacks, and what was waived, in order; the database then has
   * the same entries. A run that was cut off goes on with the next. One at a time may run.
   *
   * @param again erases the person or purges the tenant; left out, they are waived
   * @returns how many were done or waived
   * @throws Problem `erasure_ledger_altered` (500), `storage_unavailable` (503)
   */
  async replay(again?: (erased: Erased) => Promise<void>): Promise<number> {
    const { stored, newest } = await this.open();
    let done = 0;
    const from = await this.missingFrom(stored);
    const isOther = from !== undefined && from <= newest.number;
    for (let number = from; number; number += 1) {
      const entry = await stored.read(number);
      if (!entry) break;
      // Where both went on from an older state, the database may have it under another number.
      if (isOther && (await this.isNoted(entry, 0))) continue;
      const { number: before } = await this.newest();
      await again?.(entry);
      // A trigger notes purges.
      const byTrigger = await this.isNoted(entry, before);
      if (!byTrigger) await this.within(entry, (tx) => tx.run(noteErasure, entry.userId, !again));
      done += 1;
    }
    if (again) {
      for await (const entry of this.after(0)) {
        if (!entry.waived) continue;
        await again(entry);
        await this.within(entry, (tx) => tx.run(endWaiver, entry.userId));
        done += 1;
      }
    }
    await this.settle(stored);
    await this.keep();
    return done;
  }

  /** The newest entry, and how many were waived. */
  async newest(): Promise<NewestEntry> {
    return (await this.open()).newest;
  }

  private async requireAll(stored: StoredEntries): Promise<void> {
    const number = await this.missingFrom(stored);
    if (number) throw ledgerProblems.erasures_to_replay({ number });
  }

  private missingFrom(stored: StoredEntries): Promise<number | undefined> {
    return stored.missingFrom({
      newest: async () => (await this.newest()).number,
      entryOf: async (number) => (await this.database.read(platform, entriesAfter, number - 1, 1))[0],
    });
  }

  /** Writes all entries into the storage, in place of others, where the two lists differ: the database has what these were about. */
  private async settle(stored: StoredEntries): Promise<void> {
    if (!(await this.missingFrom(stored))) return;
    for await (const entry of this.after(0)) {
      if ((await stored.read(entry.number))?.chain !== entry.chain) await stored.write(entry);
    }
  }

  private within({ tenantId }: Erased, work: (tx: Transaction) => Promise<unknown>): Promise<unknown> {
    return this.database.transaction({ tenantId }, work);
  }

  private async isNoted({ tenantId, userId }: Erased, after: number): Promise<boolean> {
    const [found] = await this.database.read({ tenantId }, isNoted, userId, after);
    return found?.noted ?? false;
  }

  private async open() {
    const [newest] = await this.database.read(platform, newestEntry);
    if (!newest) throw new Error('The database has no id of a deployment.');
    return { newest, stored: new StoredEntries(this.store, this.incoming, newest.deploymentId) };
  }

  private async *after(number: number) {
    for (let last = number; ; ) {
      const entries = await this.database.read(platform, entriesAfter, last, BATCH);
      yield* entries;
      if (entries.length < BATCH) return;
      last = entries.at(-1)?.number ?? last;
    }
  }
}
