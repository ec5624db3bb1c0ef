import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { journalProblems } from '../journal.errors.js';
import type { PremiumDto } from './purchases.dto.js';
import { entitlement } from './purchases.sql.js';

/**
 * What persons may use. Premium is asked for where something is written, and never where it is read, listed, exported or
 * deleted: whose premium has ended loses nothing.
 */
@Injectable()
export class Entitlements {
  constructor(private readonly database: Database) {}

  async premium(person: Person): Promise<PremiumDto> {
    const [known] = await this.database.read(person, entitlement);
    return known?.isSold === false
      ? { active: true, until: null }
      : { active: !!known?.active, until: known?.until ?? null };
  }

  /**
   * Refuses a person without premium, where the tenant sells it.
   *
   * @param tx a transaction in the scope of the person
   * @throws Problem `premium_required` (402)
   */
  async require(tx: Transaction): Promise<void> {
    const [known] = await tx.run(entitlement);
    if (known?.isSold && !known.active) throw journalProblems.premium_required();
  }
}
