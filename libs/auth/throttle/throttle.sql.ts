import { statement } from '#platform/database';

/** No row where the limit is reached; the hour begins with the first use, and is over where a clock that was ahead began it. */
export const countAction = statement<{ used: number }, [key: Buffer, most: number]>('auth.throttle.use')`
  insert into auth.throttle_counts as had (tenant_id, key, used, ends_at)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, 1, now() + interval '1 hour')
    on conflict (tenant_id, key) do update set
      used = case when had.ends_at not between now() and excluded.ends_at + interval '1 minute' then 1 else had.used + 1 end,
      ends_at = case when had.ends_at not between now() and excluded.ends_at + interval '1 minute' then excluded.ends_at else had.ends_at end
    where had.ends_at not between now() and excluded.ends_at + interval '1 minute' or had.used < $2
    returning used`;

/** Resets a count. */
export const forgetAction = statement<object, [key: Buffer]>('auth.throttle.forget')`
  delete from auth.throttle_counts where key = $1`;

export const windowEnd = statement<{ seconds: number }, [key: Buffer]>('auth.throttle.end')`
  select ceil(extract(epoch from ends_at - now()))::int as seconds from auth.throttle_counts where key = $1`;

/** Counts over all tenants; false where the limit is reached. */
export const countSharedAction = statement<{ used: boolean }, [key: Buffer, most: number]>('auth.throttle.use-shared')`
  select auth.use_shared_throttle_count($1, $2) as used`;

export const sharedWindowEnd = statement<{ seconds: number }, [key: Buffer]>('auth.throttle.shared-end')`
  select auth.shared_throttle_count_seconds($1) as seconds`;
