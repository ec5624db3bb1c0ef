import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import type { KeyKind } from '../api-keys/key-text.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A user with a role, or a key with scopes. */
export type PrincipalRow = Named &
  (
    | { readonly role: Role; readonly keyKind: null; readonly scopes: null }
    | { readonly role: null; readonly keyKind: KeyKind; readonly scopes: readonly string[] }
  );

/** The active user or the key in force with this id. */
export const principalById = statement<PrincipalRow, [id: string]>('auth.principals.by-id')`
  select id, name, role, null as "keyKind", null::text[] as scopes from auth.users where id = $1 and state = 'active'
    union all select id, name, null, kind, scopes from auth.api_keys
      where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`;
