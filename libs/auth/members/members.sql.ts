import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import type { UserState } from '../users/user.js';
import { holdsSeat } from '../users/users.sql.js';
import type { Member } from './member.js';

/** A member with what the list is sorted by. */
export interface MemberRow extends Member {
  readonly nameKey: string;
  readonly signInKey: Date;
}

export const memberColumns = `id, email, name, role, state, locale, version, name_key as "nameKey",
    created_at as "createdAt", last_sign_in_at as "lastSignInAt", sign_in_key as "signInKey"`;

export const memberById = statement<MemberRow, [id: string]>({
  name: 'auth.members.by-id',
  index: 'users_pkey',
  text: `select ${memberColumns} from auth.users where id = $1`,
});

export interface LockedMember {
  readonly id: string;
  readonly role: Role;
  readonly state: UserState;
  readonly version: number;
}

/**
 * Those that a change concerns, and every owner who could be the last: always in one order, so that
 * two changes wait for each other and the second sees what the first left.
 */
export const lockMembers = statement<LockedMember, [ids: readonly string[]]>({
  name: 'auth.members.lock',
  text: `select id, role, state, version from auth.users
    where id = any ($1::uuid[]) or (role = 'owner' and state = 'active') order by id for update`,
});

/** Locked against changes, not against others who read it so. */
export const giverNow = statement<Pick<LockedMember, 'role' | 'state'>, [id: string]>({
  name: 'auth.members.giver',
  index: 'users_pkey',
  text: 'select role, state from auth.users where id = $1 for share',
});

/** A user of the reserved tenant `platform`, whatever tenant is in force; locked as by `giverNow`. */
export const operatorNow = statement<Pick<LockedMember, 'role' | 'state'>, [id: string]>({
  name: 'auth.members.operator',
  text: 'select role, state from auth.lock_operator($1)',
});

/** A null leaves its column as it is. */
export const changeMember = statement<
  MemberRow,
  [id: string, role: Role | null, name: string | null, nameKey: string | null]
>({
  name: 'auth.members.change',
  text: `update auth.users set role = coalesce($2, role), name = coalesce($3, name), name_key = coalesce($4, name_key),
      version = version + 1
    where id = $1 returning ${memberColumns}`,
});

/** No row where they are deactivated already. */
export const deactivateMember = statement<MemberRow, [id: string]>({
  name: 'auth.members.deactivate',
  text: `update auth.users set state = 'deactivated', deactivated_from = state, version = version + 1
    where id = $1 and state <> 'deactivated' returning ${memberColumns}`,
});

/** Whoever had not proven their address by then still has not, and has a week to. No row where they are not deactivated. */
export const reactivateMember = statement<MemberRow, [id: string]>({
  name: 'auth.members.reactivate',
  text: `update auth.users set state = coalesce(deactivated_from, 'active'), deactivated_from = null,
      link_mailed_at = now(), version = version + 1
    where id = $1 and state = 'deactivated' returning ${memberColumns}`,
});

export const deleteMember = statement<{ email: string; seated: boolean }, [id: string]>({
  name: 'auth.members.delete',
  text: `delete from auth.users where id = $1 returning email, ${holdsSeat} as seated`,
});
