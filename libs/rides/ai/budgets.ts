import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import type { Transaction } from '#platform/database';
import { TenantDirectory } from '#platform/tenancy';
import { reserveOfTenant, reserveOfUser, settleOfTenant, settleOfUser, useOfTenant, useOfUser } from './budgets.sql.js';

/** A budget that does not suffice, in tokens of a day. */
export interface SpentBudget {
  /** The limit of the plan. */
  readonly quota: 'aiTokensADay' | 'aiTokensADayOfUser';
  readonly limit: number;
  /** What was spent, and what requests that have not ended may still cost. */
  readonly used: number;
  readonly reserved: number;
}

/** Tokens of the budgets of a day. */
export interface Reserved {
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly reserved: number;
}

/** Keeps what requests to the model may cost within the budgets of their user and tenant, exactly, whatever happens at once. */
@Injectable()
export class Budgets {
  constructor(private readonly directory: TenantDirectory) {}

  /**
   * Reserves the most that a request can cost, in the transaction that queues it.
   *
   * @returns the budget that does not suffice, of which nothing is reserved then: roll the transaction back, or reserve nothing else
   */
  async reserve(
    tx: Transaction,
    person: Person,
    { day, reserved: tokens }: Reserved,
  ): Promise<SpentBudget | undefined> {
    const { tenantId, userId } = person;
    const limits = this.directory.byId(tenantId)?.limits ?? {};
    const { aiTokensADay: ofTenant = null, aiTokensADayOfUser: ofUser = null } = limits;
    // The tenant's first, which all of its users share, and which is given back where the user's does not suffice.
    const [tenant] = await tx.run(reserveOfTenant, tenantId, day, tokens, ofTenant);
    if (!tenant) return { quota: 'aiTokensADay', limit: ofTenant ?? 0, ...shown((await tx.run(useOfTenant, day))[0]) };
    const [user] = await tx.run(reserveOfUser, tenantId, userId, day, tokens, ofUser);
    if (user) return undefined;
    await tx.run(settleOfTenant, day, tokens, 0);
    return { quota: 'aiTokensADayOfUser', limit: ofUser ?? 0, ...shown((await tx.run(useOfUser, day))[0]) };
  }

  /** Ends a reservation: what is not spent of it is given back. */
  async settle(tx: Transaction, { day, reserved, spent }: Reserved & { readonly spent: number }): Promise<void> {
    await tx.run(settleOfTenant, day, reserved, spent);
    await tx.run(settleOfUser, day, reserved, spent);
  }
}

const shown = ({ spent = 0, reserved = 0 } = {}) => ({ used: spent, reserved });
