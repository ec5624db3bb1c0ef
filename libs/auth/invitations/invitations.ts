import type { Role } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { ListAnswer } from '#platform/http';
import type { Locale } from '#platform/problems';

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

export interface InvitationQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** Who was asked to join a tenant. */
export abstract class Invitations {
  /**
   * Asks someone by mail, in place of an open invitation of the same address.
   *
   * @param invitedBy the user who asks, of the same tenant; undefined for an operator or a key
   * @throws Problem `invalid_invitation` (400), `already_member` (409), `role_too_high`, `no_longer_allowed` (403),
   *   `allowance_used` (429) beyond three an hour to one address
   *   where whoever asks may not give this role by now, or none at all
   */
  abstract invite(tenantId: string, invitation: NewInvitation, invitedBy?: string): Promise<Invitation>;

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
