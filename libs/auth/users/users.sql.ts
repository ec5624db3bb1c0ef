import type { Role } from '#platform/access';
import { anyOf, rowOf, statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import type { ProvenUser, User, UserState, UserWithPassword } from './user.js';

/** A row of `auth.users`. */
export interface UserRow extends Omit<User, 'locale' | 'lastSignInAt'> {
  passwordHash: string | null;
  locale: Locale | null;
  lastSignInAt: Date | null;
}

export const userColumns = `tenant_id as "tenantId", id, email, name, role, state, password_hash as "passwordHash", locale,
    created_at as "createdAt", last_sign_in_at as "lastSignInAt", version`;

export const userByEmail = statement<UserRow, [email: string]>('auth.users.by-email')`
  select ${userColumns} from auth.users where email = $1`;

export const userById = rowOf<UserRow>('auth.users', userColumns);

/** No row where the address is taken; waits for a concurrent insert of the same address. */
export const insertUser = statement<
  UserRow,
  [
    tenantId: string,
    id: string,
    email: string,
    name: string,
    role: Role,
    state: UserState,
    passwordHash: string | null,
    locale: Locale | null,
    nameKey: string,
  ]
>('auth.users.insert')`
  insert into auth.users (tenant_id, id, email, name, role, state, password_hash, password_changed_at, locale,
      name_key)
    values ($1, $2, $3, $4, $5, $6, $7, case when $7::text is not null then now() end, $8, $9)
    on conflict (tenant_id, email) do nothing returning ${userColumns}`;

export const choosePassword = statement<object, [id: string, hash: string]>('auth.users.choose-password')`
  update auth.users set password_hash = $2, password_changed_at = now() where id = $1`;

/** No row where the hash is another one by now. */
export const replacePassword = statement<{ id: string }, [id: string, former: string, hash: string]>(
  'auth.users.replace-password',
)`
  update auth.users set password_hash = $3, password_changed_at = now()
    where id = $1 and password_hash = $2 returning id`;

/** Renews the hash of the same password. */
export const rehashPassword = statement<object, [id: string, hash: string]>('auth.users.rehash-password')`
  update auth.users set password_hash = $2 where id = $1`;

/** The active admins and owners, those who have been there longest first. */
export const administrators = statement<{ id: string }, [most: number]>('auth.users.administrators')`
  select a.id from unnest(array['owner', 'admin']) as r (role) cross join lateral
      (select u.id, u.created_at from auth.users u where u.role = r.role and u.state = 'active'
        order by u.created_at, u.id limit $1) a
    order by a.created_at, a.id limit $1`;

/** `version` stays, since this is not a change of the user. */
export const noteSignIn = statement<object, [id: string]>('auth.users.note-sign-in')`
  update auth.users set last_sign_in_at = now() where id = $1`;

/** The condition that a row of `auth.users` has a seat: not for a user who was deactivated before they proved their address. */
export const holdsSeat = "coalesce(deactivated_from, state) <> 'unverified'";

/** Counts the seats of a tenant, one state at a time, so that each count uses its index. */
export const countSeats = statement<{ total: number }>('auth.users.recount')`
  select ((select count(*) from auth.users where state = 'active')
      + (select count(*) from auth.users where state = 'deactivated' and ${holdsSeat}))::int as total`;

export const provenUserById = statement<ProvenUser, [id: string]>('auth.users.proven-by-id')`
  select id, email from auth.users where id = $1 and ${holdsSeat}`;

export const provenUsersByAddress = statement<ProvenUser, [emails: readonly string[]]>('auth.users.proven-by-address')`
  select id, email from auth.users where email = ${anyOf('$1::text[]')} and ${holdsSeat}`;

export function userOf({ passwordHash, locale, lastSignInAt, ...user }: UserRow): UserWithPassword {
  return {
    ...user,
    ...(passwordHash !== null && { passwordHash }),
    ...(locale !== null && { locale }),
    ...(lastSignInAt !== null && { lastSignInAt }),
  };
}
