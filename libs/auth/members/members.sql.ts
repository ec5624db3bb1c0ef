import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import type { User, UserState } from '../users/user.js';
import { holdsSeat } from '../users/users.sql.js';
import type { MemberDto } from './members.dto.js';

export const memberColumns = `id, email, name, role, state, locale, version, created_at as "createdAt",
    last_sign_in_at as "lastSignInAt"`;

export const memberById = statement<MemberDto, [id: string]>('auth.members.by-id', { timesAsText: true })`
  select ${memberColumns} from auth.users where id = $1`;

/** Whom an erasure is about; whether they have proven their address. */
export const memberToErase = statement<{ email: string; state: UserState; proven: boolean }, [id: string]>(
  'auth.members.to-erase',
)`
  select email, state, ${holdsSeat} as proven from auth.users where id = $1`;

export type LockedMember = Pick<User, 'id' | 'role' | 'state' | 'version'>;

/**
 * Locks the members of a change, and every active owner, always in one order: so two changes wait for each other
 * instead of deadlocking, and the second sees the result of the first.
 */
export const lockMembers = statement<LockedMember, [ids: readonly string[]]>('auth.members.lock')`
  select id, role, state, version from auth.users
    where id = any ($1::uuid[]) or (role = 'owner' and state = 'active') order by id for update`;

/** Takes a shared lock: it blocks changes, not other readers with the same lock. */
export const giverNow = statement<Pick<LockedMember, 'role' | 'state'>, [id: string]>('auth.members.giver')`
  select role, state from auth.users where id = $1 for share`;

/** A user of the reserved tenant `platform`, whatever tenant is set; locked as by `giverNow`. */
export const operatorNow = statement<Pick<LockedMember, 'role' | 'state'>, [id: string]>('auth.members.operator')`
  select role, state from auth.lock_operator($1)`;

/** A null leaves its column unchanged. No row where nothing would change. */
export const changeMember = statement<
  MemberDto,
  [id: string, role: Role | null, name: string | null, nameKey: string | null]
>('auth.members.change', { timesAsText: true })`
  update auth.users set role = coalesce($2, role), name = coalesce($3, name), name_key = coalesce($4, name_key),
      version = version + 1
    where id = $1 and (role, name) is distinct from (coalesce($2, role), coalesce($3, name)) returning ${memberColumns}`;

/** No row where the member is deactivated already. */
export const deactivateMember = statement<MemberDto, [id: string]>('auth.members.deactivate', { timesAsText: true })`
  update auth.users set state = 'deactivated', deactivated_from = state, version = version + 1
    where id = $1 and state <> 'deactivated' returning ${memberColumns}`;

/** An unverified user is unverified again, with seven days to prove the address. No row where the member is not deactivated. */
export const reactivateMember = statement<MemberDto, [id: string]>('auth.members.reactivate', { timesAsText: true })`
  update auth.users set state = coalesce(deactivated_from, 'active'), deactivated_from = null,
      link_mailed_at = now(), version = version + 1
    where id = $1 and state = 'deactivated' returning ${memberColumns}`;

/** A member gives the seat back before their erasure; no row where they have none any more. Active ones are those of an older database. */
export const leaveSeat = statement<{ id: string }, [id: string]>('auth.members.leave-seat')`
  update auth.users set state = 'deactivated', deactivated_from = 'unverified' where id = $1 and ${holdsSeat}
    returning id`;

export const deleteMember = statement<{ email: string; seated: boolean }, [id: string]>('auth.members.delete')`
  delete from auth.users where id = $1 returning email, ${holdsSeat} as seated`;

/**
 * A null leaves the name unchanged; the locale is set where `given`. No row where the version is none of those given, or
 * nothing would change.
 */
export const changeProfile = statement<
  MemberDto,
  [
    id: string,
    versions: readonly number[] | null,
    name: string | null,
    nameKey: string | null,
    given: boolean,
    locale: Locale | null,
  ]
>('auth.profile.change', { timesAsText: true })`
  update auth.users set name = coalesce($3, name), name_key = coalesce($4, name_key),
      locale = case when $5 then $6 else locale end, version = version + 1
    where id = $1 and ($2::integer[] is null or version = any ($2))
      and (name, locale) is distinct from (coalesce($3, name), case when $5 then $6 else locale end)
    returning ${memberColumns}`;
