import { type BlobStore, type IncomingFiles, Records } from '#platform/storage';
import { chainOf, type Erased, type LedgerEntry, parseEntry, textOf } from './ledger-entry.js';

/** The ledger of erasures as the database has it. */
export interface ListedEntries {
  /** The number of the newest entry, 0 where there is none. */
  newest(): Promise<number>;
  entryOf(number: number): Promise<LedgerEntry | undefined>;
}

/** The ledger of erasures as the storage has it, which no restore of the database changes. */
export class StoredEntries {
  private readonly records: Records;

  /** @param deploymentId whose ledger it is */
  constructor(store: BlobStore, incoming: IncomingFiles, deploymentId: string) {
    this.records = new Records(store, incoming, deploymentId);
  }

  /** @throws Problem `erasure_ledger_altered` (500), `storage_unavailable` (503) */
  async read(number: number): Promise<LedgerEntry | undefined> {
    const text = number > 0 ? await this.records.read(number) : undefined;
    return text === undefined ? undefined : parseEntry(text, number);
  }

  /** @throws Problem `storage_unavailable` (503), `storage_full` (507) */
  write(entry: LedgerEntry): Promise<void> {
    return this.records.write(entry.number, textOf(entry));
  }

  /**
   * The last entry up to a number, which there is none after: it looks ever further back, then between.
   *
   * @throws as `read`
   */
  async last(upTo: number): Promise<LedgerEntry | undefined> {
    let [missing, number] = [upTo + 1, upTo];
    let found = await this.read(number);
    for (let step = 1; !found && number > 1; step *= 2) {
      missing = number;
      number = Math.max(1, number - step);
      found = await this.read(number);
    }
    while (found && found.number + 1 < missing) {
      const middle = Math.floor((found.number + missing) / 2);
      const entry = await this.read(middle);
      if (entry) found = entry;
      else missing = middle;
    }
    return found;
  }

  /**
   * The number from which on the storage has entries that the database may lack; undefined where it has none.
   *
   * @throws as `read`
   */
  async missingFrom({ newest, entryOf }: ListedEntries): Promise<number | undefined> {
    for (;;) {
      const number = await newest();
      const found = await this.missingAfter(number, entryOf);
      // Another process may just have noted one, and stored it.
      if (found === undefined || (await newest()) === number) return found;
    }
  }

  private async missingAfter(newest: number, entryOf: ListedEntries['entryOf']): Promise<number | undefined> {
    const last = newest > 0 ? await this.last(newest) : undefined;
    // Where it is another, the database went on from an older state.
    if (last && last.chain !== (await entryOf(last.number))?.chain) return 1;
    return (await this.read(newest + 1)) ? newest + 1 : undefined;
  }

  /** Adds these after the last entry, but for those that it has. @throws as `read` and `write` */
  async append(added: readonly (Erased & { readonly notedAt: Date })[]): Promise<void> {
    if (added.length === 0) return;
    const known = new Set<string>();
    let last: LedgerEntry | undefined;
    for (let entry = await this.read(1); entry; entry = await this.read(entry.number + 1)) {
      known.add(`${entry.tenantId} ${entry.userId}`);
      last = entry;
    }
    for (const { tenantId, userId, notedAt } of added) {
      if (known.has(`${tenantId} ${userId}`)) continue;
      const chain = chainOf(last?.chain ?? '', { tenantId, userId });
      last = { number: (last?.number ?? 0) + 1, tenantId, userId, notedAt, chain };
      await this.write(last);
    }
  }
}
