import { Global, Injectable, Module } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { DataKey, MasterKey } from '#platform/keys';
import { insertPersonKey } from './person-keys.sql.js';

/**
 * The key of the person in force for a purpose, sealed, as a column: empty where there is none. Row level security shows the
 * keys of one person alone.
 *
 * @param purpose such as `journal.data-key`
 */
export const personKey = (purpose: string): string =>
  `coalesce((select sealed from platform.person_keys where purpose = '${purpose}'), '')`;

/** Whose key it is. */
interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

/** The keys of persons, one for each purpose, which the master key seals. What one sealed nobody reads once it is deleted. */
@Injectable()
export class PersonKeys {
  constructor(private readonly master: MasterKey) {}

  /**
   * Draws the key of the person in force for a purpose, unless there is one.
   *
   * @param purpose such as `journal.data-key`
   * @throws Problem `master_key` (500)
   */
  async make(tx: Transaction, person: Person, purpose: string): Promise<void> {
    const { sealed } = DataKey.draw(this.master, contextOf(person, purpose));
    await tx.run(insertPersonKey, person.tenantId, person.userId, purpose, sealed);
  }

  /**
   * Opens a key that was read as `personKey`; undefined where there was none, or another master key sealed it.
   *
   * @throws Problem `master_key` (500)
   */
  open(person: Person, purpose: string, sealed: Uint8Array): DataKey | undefined {
    return DataKey.open(this.master, sealed, contextOf(person, purpose));
  }
}

/** As the table declares it. Without the tenant, which gets another id where an archive is imported. */
const contextOf = ({ userId }: Person, purpose: string) => `${purpose} ${userId}`;

/** Provides `PersonKeys` to the whole application. */
@Global()
@Module({ providers: [PersonKeys], exports: [PersonKeys] })
export class PersonKeysModule {}
