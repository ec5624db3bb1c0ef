import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { siteOf } from '../networks/networks-of.js';
import { allowancesProblems } from './allowances.errors.js';
import {
  allowanceEnd,
  forgetAllowance,
  sharedAllowanceEnd,
  useAllowance,
  useSharedAllowance,
} from './allowances.sql.js';

/** What may be done so many times an hour, by whom it is done to or from where. */
const tenantLimits = {
  /** Wrong passwords of one who is signed in; those that are being compared count until they were right. */
  passwords: 10,
  /** Mails to a user of what was done with their own password. */
  notices: 3,
  /** Invitations of a tenant to one address. */
  invitations: 3,
} as const;

/** As above, over all tenants together. */
const sharedLimits = {
  /** Mails of one kind that anyone may have sent to one address: those of another must not use them up. */
  mails: 3,
  /** Invitations to one address. More than a tenant has, so that none uses up what others need. */
  invitationsAnywhere: 10,
  /** Requests from one address that may each send a mail. */
  requests: 300,
  /** And from one site. */
  siteRequests: 1000,
} as const;

type TenantAllowance = keyof typeof tenantLimits;
export type Allowance = TenantAllowance | keyof typeof sharedLimits;

/** Counts what an hour allows. Under keyed hashes, so that its tables list no addresses. */
@Injectable()
export class Allowances {
  constructor(
    private readonly database: Database,
    private readonly masterKey: MasterKey,
  ) {}

  /** Uses one in the caller's transaction; false when none is left. */
  async use(tx: Transaction, allowance: Allowance, whose: string): Promise<boolean> {
    const key = this.keyOf(allowance, whose);
    if (isTenants(allowance)) return (await tx.run(useAllowance, key, tenantLimits[allowance])).length > 0;
    const [row] = await tx.run(useSharedAllowance, key, sharedLimits[allowance]);
    return row?.used === true;
  }

  /**
   * Uses one, whatever becomes of the request; of `requests` one of the site, too.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async spend(tenantId: string, allowance: Allowance, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await this.require(tx, allowance, whose);
      if (allowance === 'requests') await this.require(tx, 'siteRequests', siteOf(whose));
    });
  }

  /**
   * Uses one in the caller's transaction.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async require(tx: Transaction, allowance: Allowance, whose: string): Promise<void> {
    if (await this.use(tx, allowance, whose)) return;
    const end = isTenants(allowance) ? allowanceEnd : sharedAllowanceEnd;
    const [row] = await tx.run(end, this.keyOf(allowance, whose));
    const seconds = Math.max(1, row?.seconds ?? 1);
    throw allowancesProblems.allowance_used(
      { most: { ...tenantLimits, ...sharedLimits }[allowance], minutes: Math.ceil(seconds / 60) },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  /** Gives back all that was used of one. */
  async forget(tenantId: string, allowance: TenantAllowance, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(forgetAllowance, this.keyOf(allowance, whose)));
  }

  private keyOf(allowance: Allowance, whose: string): Buffer {
    const key = this.masterKey.derive('auth.allowances');
    return createHmac('sha256', key).update(`${allowance} ${whose}`).digest();
  }
}

const isTenants = (allowance: Allowance): allowance is TenantAllowance => allowance in tenantLimits;
