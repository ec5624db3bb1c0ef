import { Injectable } from '@nestjs/common';
import { permissionsOf, type Role } from '#platform/access';
import { Audit } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { revokeKeysOf } from '../api-keys/api-keys.sql.js';
import { revokeInvitationsOf } from '../invitations/invitations.sql.js';
import { rolesToGive } from './member-rules.js';

/** The access that a member gave: to people by open invitations, to machines by secret keys, whose text they have seen. */
@Injectable()
export class GivenAccess {
  constructor(private readonly audit: Audit) {}

  /**
   * Takes back what the user could not give any more.
   *
   * @param tx with the user's row locked
   * @param role what they are from now on; undefined where they are out, and all is taken back
   */
  async withdraw(tx: Transaction, tenantId: string, userId: string, role?: Role): Promise<void> {
    const kept = role ? [...permissionsOf(role, tenantId)] : [];
    const [invitations, keys] = await Promise.all([
      tx.run(revokeInvitationsOf, userId, kept.includes('invitations.write') && role ? rolesToGive(role) : []),
      tx.run(revokeKeysOf, userId, kept),
    ]);
    const lines = [
      ...invitations.map(({ id }) => ({ action: 'auth.invitation.revoked', targetKind: 'invitation', targetId: id })),
      ...keys.map(({ id }) => ({ action: 'auth.api-key.revoked', targetKind: 'api-key', targetId: id })),
    ];
    await Promise.all(lines.map((line) => this.audit.record(tx, line)));
  }
}
