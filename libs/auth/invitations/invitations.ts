import type { Principal, Role } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { ListAnswer } from '#platform/http';
import type { Locale } from '#platform/problems';
import type { GivingPermission } from '../members/roles-to-give.js';

/** What a mail needs to invite someone. */
export interface InvitationSecret {
  readonly email: string;
  readonly role: Role;
  /** Shown in the mail's link alone; only its hash is kept. */
  readonly secret: string;
  readonly locale?: Locale;
}

/** Someone was asked to join a tenant and has not answered yet. */
export interface Invitation {
  readonly id: string;
  /** Lower-case. */
  readonly email: string;
  readonly role: Role;
  /** The language of the mail; null where the tenant's holds. */
  readonly locale: Locale | null;
  /** Who asked; null where it was an operator, a key, or somebody whose account is gone. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  /** Seven days later; from then on its link says so. */
  readonly expiresAt: Date;
}

export interface NewInvitation {
  /** In whatever case. */
  readonly email: string;
  readonly role: Role;
  readonly locale?: Locale | undefined;
}

/** Who invites, and by which of their permissions. */
export interface Inviter {
  readonly principal: Principal;
  readonly permission: GivingPermission;
}

export interface InvitationQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** Who was asked to join a tenant. */
export abstract class Invitations {
  /**
   * Asks someone by mail, in place of an open invitation of the same address. Beyond ten an hour of all tenants to one
   * address it is made all the same, and its mail is not sent.
   *
   * It is revoked when whoever invites may give its role no longer, or their key is revoked.
   *
   * @param inviter left out by the command line alone, whose invitations depend on nobody
   * @throws Problem `invalid_invitation` (400); `already_member` (409); `allowance_used` (429) beyond three an hour to
   *   one address; `role_too_high` (403) for a role that the inviter may not give there; `no_longer_allowed` (403) where
   *   they may give none any more
   */
  abstract invite(tenantId: string, invitation: NewInvitation, inviter?: Inviter): Promise<Invitation>;

  /**
   * Those that are open, the newest first, expired ones too until somebody takes them back.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  abstract list(tenantId: string, query: InvitationQuery): Promise<ListAnswer<Invitation>>;

  /**
   * Makes its link void.
   *
   * @throws Problem `invitation_not_found` (404)
   */
  abstract revoke(tenantId: string, id: string): Promise<void>;

  /** A new secret for an invitation that is still open, beside those before; undefined where there is none. */
  abstract secretFor(tx: Transaction, invitationId: string): Promise<InvitationSecret | undefined>;
}
