import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import { declareList, timestamp, uuid } from '#platform/lists';
import type { Locale } from '#platform/problems';
import type { Invitation } from './invitations.js';

const columns = `id, email, role, locale, invited_by as "invitedBy", created_at as "createdAt",
    expires_at as "expiresAt"`;
const open = 'accepted_at is null and revoked_at is null';

/** Replaces an open invitation of the address: its links are void, and a mail still queued for it is not sent. */
export const putInvitation = statement<
  Invitation,
  [
    tenantId: string,
    id: string,
    email: string,
    role: Role,
    locale: Locale | null,
    invitedBy: string | null,
    operatorId: string | null,
  ]
>('auth.invitations.put')`
  insert into auth.invitations (tenant_id, id, email, role, locale, invited_by, operator_id, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, now() + interval '7 days')
    on conflict (tenant_id, email) where ${open} do update set id = excluded.id, role = excluded.role,
      locale = excluded.locale, invited_by = excluded.invited_by, operator_id = excluded.operator_id, hashes = '{}',
      created_at = now(), expires_at = excluded.expires_at
    returning ${columns}`;

export const invitationList = declareList<Invitation, '-createdAt'>({
  name: 'auth.invitations',
  columns,
  from: 'auth.invitations',
  where: open,
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
});

/** No row where the invitation is not open. */
export const revokeInvitation = statement<{ id: string }, [id: string]>('auth.invitations.revoke')`
  update auth.invitations set revoked_at = now(), hashes = '{}' where id = $1 and ${open} returning id`;

/** Revokes the open invitations that a user made for roles outside `kept`. */
export const revokeInvitationsOf = statement<{ id: string }, [userId: string, kept: readonly Role[]]>(
  'auth.invitations.revoke-of-inviter',
)`
  update auth.invitations set revoked_at = now(), hashes = '{}'
    where invited_by = $1 and role <> all ($2) and ${open} returning id`;

/** Revokes those that an operator or their key made in any customer's tenant; those in `platform` name a member as inviter. */
export const revokeInvitationsOfOperator = statement<{ tenantId: string; id: string }, [operatorId: string]>(
  'auth.invitations.revoke-of-operator',
)`
  select tenant_id as "tenantId", id from auth.revoke_invitations_of_operator($1)`;

/**
 * Adds a secret: a mail that was sent twice holds two links, and both must work. Stores at most eight, the tries of
 * the mail job. No row where the invitation is not open or has expired.
 */
export const addSecret = statement<{ email: string; role: Role; locale: Locale | null }, [id: string, hash: Buffer]>(
  'auth.invitations.add-secret',
)`
  update auth.invitations set hashes = (array[$2::bytea] || hashes)[:8]
    where id = $1 and ${open} and expires_at > now() returning email, role, locale`;

export const invitationBySecret = statement<Invitation, [id: string, hash: Buffer]>('auth.invitations.by-secret')`
  select ${columns} from auth.invitations
    where id = $1 and $2::bytea = any (hashes) and ${open} and expires_at > now()`;

/** The second of two concurrent requests finds no row. */
export const acceptInvitation = statement<Invitation, [id: string, hash: Buffer]>('auth.invitations.accept')`
  update auth.invitations set accepted_at = now(), hashes = '{}'
    where id = $1 and $2::bytea = any (hashes) and ${open} and expires_at > now() returning ${columns}`;

/** Deletes the invitations to an erased user's address, open or not. */
export const eraseInvitationsTo = statement<object, [email: string]>('auth.invitations.erase-to')`
  delete from auth.invitations where email = $1`;
