import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import { type UserRow, userColumns } from './users.sql.js';

/** By address, so that it finds a user who was created since the lookup. */
export const dropUnprovenPassword = statement<{ id: string }, [email: string, sparedId: string | null]>(
  'auth.users.drop-unproven',
)`
  update auth.users set password_hash = null, password_changed_at = now()
    where email = $1 and state = 'unverified' and id is distinct from $2::uuid returning id`;

/** No row where the user was not unverified. */
export const verifyUser = statement<{ tenantId: string }, [id: string]>('auth.users.verify')`
  update auth.users set state = 'active', version = version + 1
    where id = $1 and state = 'unverified' returning tenant_id as "tenantId"`;

/** Replaces all data of the unverified user with the address. No row where there is no such user. */
export const takeOverUnverified = statement<
  UserRow & { formerRole: Role },
  [email: string, name: string, role: Role, passwordHash: string | null, locale: Locale | null, nameKey: string]
>('auth.users.take-over')`
  with former as (
      select tenant_id, id, role from auth.users where email = $1 and state = 'unverified' for update
    ), taken as (
      update auth.users u set name = $2, role = $3, state = 'active', password_hash = $4, password_changed_at = now(),
        locale = $5, name_key = $6, version = u.version + 1
      from former where (u.tenant_id, u.id) = (former.tenant_id, former.id)
      returning u.*, former.role as former_role
    )
    select ${userColumns}, former_role as "formerRole" from taken`;

/** Verified users do not expire, so they are left unchanged. */
export const noteLinkMailed = statement<object, [id: string]>('auth.users.note-link-mailed')`
  update auth.users set link_mailed_at = now() where id = $1 and state = 'unverified'`;

/** The expired unverified users of all tenants, the oldest first. */
export const expiredUnverified = statement<{ tenantId: string; id: string }, [days: number, most: number]>(
  'auth.users.expired-unverified',
)`
  select tenant_id as "tenantId", id from auth.expired_unverified_users($1, $2)`;

/** Skips users who are being verified now, and those who were verified since they were read. */
export const deleteExpired = statement<{ id: string }, [ids: readonly string[], days: number]>(
  'auth.users.delete-expired',
)`
  delete from auth.users where id = any (array(
      select id from auth.users where id = any ($1::uuid[]) and state = 'unverified'
        and link_mailed_at < now() - make_interval(days => $2) for update skip locked))
    returning id`;
