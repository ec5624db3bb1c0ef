import type { Person, Principal } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { ListAnswer, ListQuery } from '#platform/lists';
import type { GivingPermission } from '../members/who-may-give-roles.js';
import type { InvitationDto, NewInvitationDto } from './invitations.dto.js';

/** The data of an invitation mail. */
export interface InvitationSecret extends NewInvitation {
  /** Present in the mailed link alone; only its hash is stored. */
  readonly secret: string;
}

/** An invitation to join a tenant that was not accepted yet; its address is in lower case. */
export type Invitation = Readonly<InvitationDto>;

/** A person to invite; the address may be in upper case. */
export type NewInvitation = Readonly<NewInvitationDto>;

/** Who invites, and the permission that they use. */
export interface Inviter {
  readonly principal: Principal;
  readonly permission: GivingPermission;
}

/** The invitations to join a tenant. */
export abstract class Invitations {
  /**
   * Asks someone by mail, in place of an open invitation of the same address. Beyond ten an hour of all tenants to one
   * address it is made all the same, and its mail is not sent.
   *
   * The invitation is revoked when the inviter may no longer give its role, or when their key is revoked.
   *
   * @param inviter undefined for the command line alone, whose invitations depend on no user
   * @throws Problem `invalid_invitation` (400); `already_member` (409); `throttled` (429) beyond three an hour to
   *   one address; `role_too_high` (403) for a role that the inviter may not give there; `no_longer_allowed` (403) where
   *   the inviter lost the permission meanwhile
   */
  abstract invite(tenantId: string, invitation: NewInvitation, inviter?: Inviter): Promise<Invitation>;

  /**
   * As `invite`, for an admin who asked for it before and may be gone by now: in the caller's transaction.
   *
   * @param inviter a user of the tenant
   * @throws Problem as `invite`; the transaction is to be rolled back then
   */
  abstract inviteFor(tx: Transaction, inviter: Person, invitation: NewInvitation): Promise<Invitation>;

  /**
   * Lists the open invitations, the newest first; expired ones too, until they are revoked or deleted.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  abstract list(tenantId: string, query: ListQuery): Promise<ListAnswer<Invitation>>;

  /**
   * Revokes an invitation: its link no longer works.
   *
   * @throws Problem `invitation_not_found` (404)
   */
  abstract revoke(tenantId: string, id: string): Promise<void>;

  /** Adds a secret to an open invitation; earlier ones stay valid. Undefined where the invitation is not open. */
  abstract secretFor(tx: Transaction, invitationId: string): Promise<InvitationSecret | undefined>;
}
