import { Injectable } from '@nestjs/common';
import { GivenByKeys, KeyChanges, permissionsOf, type Role } from '#platform/access';
import { Audit } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { revokeKeysOf } from '../api-keys/api-keys.sql.js';
import { revokeInvitationsOf, revokeInvitationsOfOperator } from '../invitations/invitations.sql.js';
import { rolesGivenBy } from './who-may-give-roles.js';

/** The access that a user gave to others: open invitations, and secret keys, whose text the user has seen. */
@Injectable()
export class GivenAccess implements GivenByKeys {
  constructor(
    private readonly audit: Audit,
    private readonly changes: KeyChanges,
  ) {}

  /**
   * Revokes the access that the user could no longer give; for an operator, in every tenant.
   *
   * @param tx with the user's row locked
   * @param role the new role of the user; undefined where the user loses all access, and everything is revoked
   */
  async withdraw(tx: Transaction, tenantId: string, userId: string, role?: Role): Promise<void> {
    const kept = role ? [...permissionsOf(role, tenantId)] : [];
    const [invitations, keys] = await Promise.all([
      tx.run(revokeInvitationsOf, userId, role ? rolesGivenBy(role, 'invitations.write', tenantId) : []),
      tx.run(revokeKeysOf, userId, kept),
    ]);
    for (const { id } of [...keys, { id: userId }]) this.changes.announce(tx, id);
    const lines = [
      ...invitations.map(({ id }) => ({ action: 'auth.invitation.revoked', targetKind: 'invitation', targetId: id })),
      ...keys.map(({ id }) => ({ action: 'auth.api-key.revoked', targetKind: 'api-key', targetId: id })),
    ];
    await Promise.all(lines.map((line) => this.audit.record(tx, line)));
    if (tenantId === PLATFORM_TENANT_ID && !kept.includes('platform.auth.write')) await this.withdrawOf(tx, userId);
  }

  /** Revokes an operator's invitations. The audit lines belong to the tenant `platform` and name the tenant of each invitation. */
  async withdrawOf(tx: Transaction, operatorId: string): Promise<void> {
    const revoked = await tx.run(revokeInvitationsOfOperator, operatorId);
    const lines = revoked.map(({ tenantId, id }) => ({
      action: 'auth.invitation.revoked',
      targetKind: 'invitation',
      targetId: id,
      details: { tenantId },
    }));
    await Promise.all(lines.map((line) => this.audit.record(tx, line)));
  }
}
