import { Injectable } from '@nestjs/common';
import { ApiKeys, mayCall, type Principal, permissionsOf } from '#platform/access';
import type { Transaction } from '#platform/database';
import { membersProblems } from './members.errors.js';
import { giverNow, operatorNow } from './members.sql.js';

/** What those hold who give access to others, read in the transaction that gives it: their credential may be older. */
@Injectable()
export class Givers {
  constructor(private readonly keys: ApiKeys) {}

  /**
   * The giver with what they hold by now. Whoever takes it from them waits until `tx` ends, and then finds what was given.
   *
   * @param tenantId the tenant in force, to which access is given
   * @throws Problem `no_longer_allowed` (403) where they lost the permission since the request began
   */
  async now(tx: Transaction, tenantId: string, giver: Principal, permission: string): Promise<Principal> {
    const now = giver.session ? await person(tx, tenantId, giver) : await this.key(tx, giver);
    if (!now || !mayCall(now, permission)) throw membersProblems.no_longer_allowed();
    return now;
  }

  /** Scopes do not change; keys of members give nothing, whatever they were. */
  private async key(tx: Transaction, giver: Principal): Promise<Principal | undefined> {
    return giver.kind === 'operator' && (await this.keys.keepInForce(tx, giver.id)) ? giver : undefined;
  }
}

/** An operator who acts in another tenant is no row of that tenant. */
async function person(tx: Transaction, tenantId: string, giver: Principal): Promise<Principal | undefined> {
  const home = giver.tenantId ?? tenantId;
  const [row] = await tx.run(home === tenantId ? giverNow : operatorNow, giver.id);
  if (row?.state !== 'active' || !giver.session) return undefined;
  const session = { ...giver.session, role: row.role };
  return { ...giver, session, permissions: permissionsOf(row.role, home) };
}
