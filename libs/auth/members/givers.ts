import { Injectable } from '@nestjs/common';
import { ApiKeys, mayCall, type Principal, permissionsOf } from '#platform/access';
import type { Transaction } from '#platform/database';
import { membersProblems } from './members.errors.js';
import { giverNow, operatorNow } from './members.sql.js';

/** Reads the current permissions of a user who gives access, in the same transaction: their credential may be out of date. */
@Injectable()
export class Givers {
  constructor(private readonly keys: ApiKeys) {}

  /**
   * The giver with their current permissions. The row is locked: a change that takes permissions away waits until `tx`
   * ends, and then finds the access that was given.
   *
   * @param tenantId the tenant in force, to which access is given
   * @throws Problem `no_longer_allowed` (403) where the giver lost the permission since the request began
   */
  async now(tx: Transaction, tenantId: string, giver: Principal, permission: string): Promise<Principal> {
    const now = giver.session ? await person(tx, tenantId, giver) : await this.key(tx, giver);
    if (!now || !mayCall(now, permission)) throw membersProblems.no_longer_allowed();
    return now;
  }

  /** A key's scopes never change, so it only has to be active still. Members' keys cannot give access. */
  private async key(tx: Transaction, giver: Principal): Promise<Principal | undefined> {
    return giver.kind === 'operator' && (await this.keys.keepInForce(tx, giver.id)) ? giver : undefined;
  }
}

/** An operator who acts in another tenant has no row there: their row is in `platform`. */
async function person(tx: Transaction, tenantId: string, giver: Principal): Promise<Principal | undefined> {
  const home = giver.tenantId ?? tenantId;
  const [row] = await tx.run(home === tenantId ? giverNow : operatorNow, giver.id);
  if (row?.state !== 'active' || !giver.session) return undefined;
  const session = { ...giver.session, role: row.role };
  return { ...giver, session, permissions: permissionsOf(row.role, home) };
}
