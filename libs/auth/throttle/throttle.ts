import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { siteOf } from '../networks/networks-of.js';
import { throttleProblems } from './throttle.errors.js';
import { countAction, countSharedAction, forgetAction, sharedWindowEnd, windowEnd } from './throttle.sql.js';

/** Limits per hour and tenant, by the affected user or address. */
const tenantLimits = {
  /** Wrong passwords of a signed-in user. Counted before the comparison; the right password resets the count. */
  passwords: 10,
  /** Mails that inform a user of a sign-in with their own password. */
  notices: 3,
  /** Invitations of a tenant to one address. */
  invitations: 3,
} as const;

/** Limits per hour over all tenants together. */
const sharedLimits = {
  /** Mails of one kind to one address that anyone may request. Each kind has a count of its own. */
  mails: 3,
  /** Invitations to one address. More than for one tenant, so that no tenant uses up the limit of others. */
  invitationsAnywhere: 10,
  /** Requests from one network address that may each send a mail. */
  requests: 300,
  /** The same requests from one site. */
  siteRequests: 1000,
} as const;

type TenantAction = keyof typeof tenantLimits;
export type ThrottledAction = TenantAction | keyof typeof sharedLimits;

/** Limits actions per hour. The keys are keyed hashes, so that the tables hold no addresses. */
@Injectable()
export class Throttle {
  constructor(
    private readonly database: Database,
    private readonly masterKey: MasterKey,
  ) {}

  /** Counts an action in the caller's transaction; false where the limit is reached. */
  async use(tx: Transaction, action: ThrottledAction, whose: string): Promise<boolean> {
    const key = this.keyOf(action, whose);
    if (isPerTenant(action)) return (await tx.run(countAction, key, tenantLimits[action])).length > 0;
    const [row] = await tx.run(countSharedAction, key, sharedLimits[action]);
    return row?.used === true;
  }

  /**
   * Counts an action in a transaction of its own, so that it counts even if the request fails. `requests` are also
   * counted for the site.
   *
   * @throws Problem `throttled` (429) with Retry-After where the limit is reached
   */
  async spend(tenantId: string, action: ThrottledAction, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await this.require(tx, action, whose);
      if (action === 'requests') await this.require(tx, 'siteRequests', siteOf(whose));
    });
  }

  /**
   * Counts an action in the caller's transaction.
   *
   * @throws Problem `throttled` (429) with Retry-After where the limit is reached
   */
  async require(tx: Transaction, action: ThrottledAction, whose: string): Promise<void> {
    if (await this.use(tx, action, whose)) return;
    const end = isPerTenant(action) ? windowEnd : sharedWindowEnd;
    const [row] = await tx.run(end, this.keyOf(action, whose));
    const seconds = Math.max(1, row?.seconds ?? 1);
    throw throttleProblems.throttled(
      { most: { ...tenantLimits, ...sharedLimits }[action], minutes: Math.ceil(seconds / 60) },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  /** Resets the count of an action. */
  async forget(tenantId: string, action: TenantAction, whose: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(forgetAction, this.keyOf(action, whose)));
  }

  private keyOf(action: ThrottledAction, whose: string): Buffer {
    const key = this.masterKey.derive('auth.throttle_counts');
    return createHmac('sha256', key).update(`${action} ${whose}`).digest();
  }
}

const isPerTenant = (action: ThrottledAction): action is TenantAction => action in tenantLimits;
