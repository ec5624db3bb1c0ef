import type { Role } from '#platform/access';
import { type Statement, statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import type { UserState, UserWithPassword } from './user.js';

/** A row of `auth.users`. */
export interface UserRow {
  tenantId: string;
  id: string;
  email: string;
  name: string;
  role: Role;
  state: UserState;
  passwordHash: string | null;
  locale: Locale | null;
  createdAt: Date;
  lastSignInAt: Date | null;
  version: number;
}

const columns = `tenant_id as "tenantId", id, email, name, role, state, password_hash as "passwordHash", locale,
    created_at as "createdAt", last_sign_in_at as "lastSignInAt", version`;

export const userByEmail = statement<UserRow, [email: string]>({
  name: 'auth.users.by-email',
  index: 'users_email',
  text: `select ${columns} from auth.users where email = $1`,
});

export const userById = statement<UserRow, [id: string]>({
  name: 'auth.users.by-id',
  index: 'users_pkey',
  text: `select ${columns} from auth.users where id = $1`,
});

/** No row where the address is taken; one that is being taken is waited for. */
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
>({
  name: 'auth.users.insert',
  text: `insert into auth.users (tenant_id, id, email, name, role, state, password_hash, password_changed_at, locale,
      name_key)
    values ($1, $2, $3, $4, $5, $6, $7, case when $7::text is not null then now() end, $8, $9)
    on conflict (tenant_id, email) do nothing returning ${columns}`,
});

export const choosePassword = statement<object, [id: string, hash: string]>({
  name: 'auth.users.choose-password',
  text: 'update auth.users set password_hash = $2, password_changed_at = now() where id = $1',
});

/** No row where it is another one by now. */
export const replacePassword = statement<{ id: string }, [id: string, former: string, hash: string]>({
  name: 'auth.users.replace-password',
  text: `update auth.users set password_hash = $3, password_changed_at = now()
    where id = $1 and password_hash = $2 returning id`,
});

/** The password stays the same. */
export const rehashPassword = statement<object, [id: string, hash: string]>({
  name: 'auth.users.rehash-password',
  text: 'update auth.users set password_hash = $2 where id = $1',
});

export const setUserState = statement<object, [id: string, state: UserState]>({
  name: 'auth.users.set-state',
  text: 'update auth.users set state = $2, version = version + 1 where id = $1 and state <> $2',
});

export const dropUnprovenPassword = statement<object, [id: string]>({
  name: 'auth.users.drop-unproven',
  text: "update auth.users set password_hash = null, password_changed_at = now() where id = $1 and state = 'unverified'",
});

/** No row where it was not unverified. */
export const verifyUser = statement<{ id: string }, [id: string]>({
  name: 'auth.users.verify',
  text: `update auth.users set state = 'active', version = version + 1
    where id = $1 and state = 'unverified' returning id`,
});

/** Not a change of the user: `version` stays. */
export const noteSignIn = statement<object, [id: string]>({
  name: 'auth.users.note-sign-in',
  text: 'update auth.users set last_sign_in_at = now() where id = $1',
});

export const countUsers: Statement<{ total: number }, []> = statement({
  name: 'auth.users.recount',
  index: 'users_pkey',
  text: 'select count(*)::int as total from auth.users',
});

export function userOf({ passwordHash, locale, lastSignInAt, ...user }: UserRow): UserWithPassword {
  return {
    ...user,
    ...(passwordHash !== null && { passwordHash }),
    ...(locale !== null && { locale }),
    ...(lastSignInAt !== null && { lastSignInAt }),
  };
}
