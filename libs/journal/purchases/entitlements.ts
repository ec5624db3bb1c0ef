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
    const { isAsked, askedFrom, active, until } = { ...nothingBought, ...known };
    if (isAsked) return { active, until };
    const forEver = askedFrom === null || (active && until === null);
    return { active: true, until: forEver ? null : until && until > askedFrom ? until : askedFrom };
  }

  /**
   * Refuses a person without premium, where the tenant sells it and asks for it by now.
   *
   * @param tx a transaction in the scope of the person
   * @throws Problem `premium_required` (402)
   */
  async require(tx: Transaction): Promise<void> {
    const [known] = await tx.run(entitlement);
    if (known?.isAsked && !known.active) throw journalProblems.premium_required();
  }
}

const nothingBought = { isAsked: null, askedFrom: null, active: false, until: null };
