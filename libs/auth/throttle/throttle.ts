import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { siteOf } from '../networks/networks-of.js';
import { throttleProblems } from './throttle.errors.js';
import { countAction, countSharedAction, forgetAction, sharedWindowEnd, windowEnd } from './throttle.sql.js';

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

type TenantAction = keyof typeof tenantLimits;
export type ThrottledAction = TenantAction | keyof typeof sharedLimits;

/** Counts what an hour allows. Under keyed hashes, so that its tables list no addresses. */
@Injectable()
export class Throttle {
  constructor(
    private readonly database: Database,
    private readonly masterKey: MasterKey,
  ) {}

  /** Uses one in the caller's transaction; false when none is left. */
  async use(tx: Transaction, action: ThrottledAction, whose: string): Promise<boolean> {
    const key = this.keyOf(action, whose);
    if (isTenants(action)) return (await tx.run(countAction, key, tenantLimits[action])).length > 0;
    const [row] = await tx.run(countSharedAction, key, sharedLimits[action]);
    return row?.used === true;
  }

  /**
   * Uses one, whatever becomes of the request; of `requests` one of the site, too.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async spend(tenantId: string, action: ThrottledAction, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await this.require(tx, action, whose);
      if (action === 'requests') await this.require(tx, 'siteRequests', siteOf(whose));
    });
  }

  /**
   * Uses one in the caller's transaction.
   *
   * @throws Problem `allowance_used` (429) with Retry-After when none is left
   */
  async require(tx: Transaction, action: ThrottledAction, whose: string): Promise<void> {
    if (await this.use(tx, action, whose)) return;
    const end = isTenants(action) ? windowEnd : sharedWindowEnd;
    const [row] = await tx.run(end, this.keyOf(action, whose));
    const seconds = Math.max(1, row?.seconds ?? 1);
    throw throttleProblems.allowance_used(
      { most: { ...tenantLimits, ...sharedLimits }[action], minutes: Math.ceil(seconds / 60) },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  /** Gives back all that was used of one. */
  async forget(tenantId: string, action: TenantAction, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(forgetAction, this.keyOf(action, whose)));
  }

  private keyOf(action: ThrottledAction, whose: string): Buffer {
    const key = this.masterKey.derive('auth.allowances');
    return createHmac('sha256', key).update(`${action} ${whose}`).digest();
  }
}

const isTenants = (action: ThrottledAction): action is TenantAction => action in tenantLimits;
