import { Database } from '#platform/database';
import { forgetPerson } from '#platform/idempotency';
import { HoldsOutsideData, type OutsideDataHolder } from '../outside-data.js';
import type { Person } from './erasure.dto.js';

/** Stored responses to others that name a person: their table has no column that says so. */
@HoldsOutsideData('stored responses to others')
export class AnswersAboutPerson implements OutsideDataHolder {
  constructor(private readonly database: Database) {}

  /** The table is declared, so that the purge deletes its rows. */
  async purgeTenant(): Promise<void> {}

  erasePerson(person: Person): Promise<void> {
    return forgetPerson(this.database, person);
  }
}
