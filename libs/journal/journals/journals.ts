import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Person } from '#platform/access';
import type { Transaction } from '#platform/database';
import { PersonKeys } from '#platform/person-keys';
import { journalProblems } from '../journal.errors.js';
import { JournalTexts } from './journal-texts.js';
import { forgetUnreadable, JOURNAL_KEY, type LockedJournal, lockJournal, openJournal } from './journals.sql.js';

/** A journal that a transaction has locked. */
export interface OpenJournal extends Omit<LockedJournal, 'dataKey'> {
  readonly texts: JournalTexts;
}

/** A journal that no transaction has locked: its key, sealed, may be another one by now. */
export type KnownJournal = Pick<LockedJournal, 'dataKey'> & Pick<OpenJournal, 'texts'>;

/** The journals of persons. One is opened when its person writes for the first time. */
@Injectable()
export class Journals {
  /** Of those who wrote last, by tenant and user: the key of the journal, sealed, in some 200 bytes. */
  private readonly sealedKeys = new LRUCache<string, Buffer>({ max: 20_000 });

  constructor(private readonly keys: PersonKeys) {}

  /**
   * Locks the journal of a person for so many changes, until the transaction ends.
   *
   * @throws Problem `journal_sealed` (503), `master_key` (500)
   */
  async lock(tx: Transaction, person: Person, changes: number): Promise<OpenJournal> {
    const known = await this.lockOpen(tx, person, changes);
    if (known) return known;
    await this.open(tx, person);
    return this.lock(tx, person, changes);
  }

  /**
   * As `lock`, with so many bytes of texts; undefined where the person never wrote. What the transaction reads after it stays as
   * it is. Also undefined where the key is gone: then what it sealed is deleted, and `open` makes another.
   */
  async lockOpen(tx: Transaction, person: Person, changes: number, textBytes = 0): Promise<OpenJournal | undefined> {
    const [known] = await tx.run(lockJournal, person.tenantId, person.userId, changes, textBytes);
    if (!known) return undefined;
    if (known.dataKey.length === 0) {
      await tx.run(forgetUnreadable);
      return undefined;
    }
    this.sealedKeys.set(nameOf(person), known.dataKey);
    return { ...known, texts: this.textsOf(person, known.dataKey) };
  }

  /** Opens the journal of a person, unless it is open. @throws Problem `master_key` (500) */
  async open(tx: Transaction, person: Person): Promise<void> {
    await this.keys.make(tx, person, JOURNAL_KEY);
    await tx.run(openJournal, person.tenantId, person.userId);
  }

  /**
   * A journal as it was when this process last locked it: whoever seals with its key compares the sealed key when they write.
   * Undefined where it is not known, or was sealed by a master key that a rotation has dropped since.
   *
   * @throws Problem `master_key` (500)
   */
  known(person: Person): KnownJournal | undefined {
    const dataKey = this.sealedKeys.get(nameOf(person));
    if (!dataKey) return undefined;
    const key = this.keys.open(person, JOURNAL_KEY, dataKey);
    if (key) return { dataKey, texts: new JournalTexts(person, () => key) };
    this.sealedKeys.delete(nameOf(person));
    return undefined;
  }

  /** The texts of a journal. @param dataKey its key, sealed, which is opened with the first text */
  textsOf(person: Person, dataKey: Buffer): JournalTexts {
    if (dataKey.length === 0) return new JournalTexts(person, undefined);
    return new JournalTexts(person, () => {
      const key = this.keys.open(person, JOURNAL_KEY, dataKey);
      if (!key) throw journalProblems.journal_sealed();
      return key;
    });
  }
}

const nameOf = ({ tenantId, userId }: Person) => `${tenantId} ${userId}`;
