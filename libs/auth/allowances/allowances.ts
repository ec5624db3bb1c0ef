import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { allowancesProblems } from './allowances.errors.js';
import { allowanceEnd, forgetAllowance, useAllowance } from './allowances.sql.js';

/** What may be done so many times an hour, by whom it is done to or from where. */
const most = {
  /** Mails of one kind that anyone may have sent to one address: those of another must not use them up. */
  mails: 3,
  /** Requests from one network that may each send a mail. */
  requests: 300,
  /** Wrong passwords of one who is signed in; those that are being compared count until they were right. */
  passwords: 10,
} as const;

export type Allowance = keyof typeof most;

/** Counts what an hour allows, a tenant at a time. Under hashes, so that its table lists no addresses. */
@Injectable()
export class Allowances {
  constructor(private readonly database: Database) {}

  /** Uses one in the caller's transaction; false when none is left. */
  async use(tx: Transaction, allowance: Allowance, whose: string): Promise<boolean> {
    const rows = await tx.run(useAllowance, keyOf(allowance, whose), most[allowance]);
    return rows.length > 0;
  }

  /**
   * Uses one, whatever becomes of the request.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async spend(tenantId: string, allowance: Allowance, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => this.require(tx, allowance, whose));
  }

  /**
   * Uses one in the caller's transaction.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async require(tx: Transaction, allowance: Allowance, whose: string): Promise<void> {
    if (await this.use(tx, allowance, whose)) return;
    const [row] = await tx.run(allowanceEnd, keyOf(allowance, whose));
    const seconds = Math.max(1, row?.seconds ?? 1);
    throw allowancesProblems.allowance_used(
      { most: most[allowance], minutes: Math.ceil(seconds / 60) },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  /** Gives back all that was used of one. */
  async forget(tenantId: string, allowance: Allowance, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(forgetAllowance, keyOf(allowance, whose)));
  }
}

const keyOf = (allowance: Allowance, whose: string) => createHash('sha256').update(`${allowance} ${whose}`).digest();
