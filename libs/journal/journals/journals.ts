import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { DataKey, MasterKey } from '#platform/keys';
import { journalProblems } from '../journal.errors.js';
import { JournalTexts } from './journal-texts.js';
import { type LockedJournal, lockJournal, openJournal } from './journals.sql.js';
import type { Person } from './person.js';

/** A journal that a transaction has locked. */
export interface OpenJournal extends Omit<LockedJournal, 'dataKey'> {
  readonly texts: JournalTexts;
}

/** The journals of persons. One is opened when its person writes for the first time. */
@Injectable()
export class Journals {
  constructor(private readonly master: MasterKey) {}

  /**
   * Locks the journal of a person for so many changes, until the transaction ends.
   *
   * @throws Problem `journal_sealed` (503), `master_key` (500)
   */
  async lock(tx: Transaction, person: Person, changes: number): Promise<OpenJournal> {
    const { tenantId, userId } = person;
    const [known] = await tx.run(lockJournal, tenantId, userId, changes);
    if (!known) {
      await tx.run(openJournal, tenantId, userId, DataKey.draw(this.master, contextOf(person)).sealed);
      return this.lock(tx, person, changes);
    }
    return { ...known, texts: this.textsOf(person, known.dataKey) };
  }

  /** The texts of a journal. @param dataKey its key, sealed, which is opened with the first text */
  textsOf(person: Person, dataKey: Buffer): JournalTexts {
    return new JournalTexts(person, () => {
      const key = DataKey.open(this.master, dataKey, contextOf(person));
      if (!key) throw journalProblems.journal_sealed();
      return key;
    });
  }
}

/** Without the tenant, which gets another id where an archive is imported. */
const contextOf = ({ userId }: Person) => `journal.data-key ${userId}`;
