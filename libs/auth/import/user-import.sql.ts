import { statement } from '#platform/database';
import type { User } from '../users/user.js';

/** One array per column, one element per user; returns no row for an address that is taken. */
export const importUsers = statement<
  Pick<User, 'id' | 'role' | 'email' | 'state'>,
  [tenantId: string, ...columns: readonly unknown[][]]
>('auth.import.insert')`
  insert into auth.users (tenant_id, id, email, name, name_key, role, state, password_hash, locale, created_at)
    select $1, id, email, name, name_key, role, case when verified then 'active' else 'unverified' end,
      password_hash, locale, coalesce(created_at, now())
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[],
      $10::timestamptz[]) as rows (id, email, name, name_key, role, verified, password_hash, locale, created_at)
    order by email
    on conflict (tenant_id, email) do nothing returning id, role, email, state`;
