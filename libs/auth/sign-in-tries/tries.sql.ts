import { anyOf, statement } from '#platform/database';
import { CLOCK_MARGIN_SECONDS, LONGEST_WAIT_SECONDS } from './try-counters.js';

const margin = `interval '${CLOCK_MARGIN_SECONDS} seconds'`;
const isOpen = `held.opens_at not between now() and now() + interval '${LONGEST_WAIT_SECONDS} seconds' + ${margin}`;
const latestTurn = `clock_timestamp() + make_interval(secs => $5) + ${margin}`;
const hasEnded = `held.ends_at not between now() and excluded.ends_at + ${margin}`;

/** Seconds until the last of the counters opens; null where all are open. Times are stored rounded, up to 1 ms late. */
export const closedTries = statement<{ seconds: number | null }, [keys: Buffer[]]>('auth.sign-in-tries.closed')`
  select max(greatest(ceil(extract(epoch from least(opens_at, ends_at) - now()) - 0.001), 1))::integer as seconds
    from auth.sign_in_tries held where key = ${anyOf('$1::bytea[]')} and not (${isOpen}) and ends_at > now()`;

/**
 * Returns a row for each key that was open and is counted now. Keys are locked in order, so that concurrent statements
 * wait instead of deadlocking; an open counter has '-infinity', since a statement that waited has an earlier now().
 * Each call deletes a few expired counters: no job does.
 */
export const countTries = statement<
  { counted: number },
  [tenantId: string, keys: Buffer[], free: number[], windowSeconds: number[], waitSeconds: number, longest: number]
>('auth.sign-in-tries.count')`
  with ended as (
      delete from auth.sign_in_tries where key in (
        select key from auth.sign_in_tries where ends_at < now() and key <> all($2::bytea[])
        order by ends_at limit 8 for update skip locked)
    )
    insert into auth.sign_in_tries as held (tenant_id, key, tries, free_tries, ends_at, opens_at)
    select $1::uuid, key, 1, free, now() + make_interval(secs => seconds),
        case when free > 1 then '-infinity' else now() + make_interval(secs => $5) end
      from unnest($2::bytea[], $3::integer[], $4::integer[]) as counted (key, free, seconds) order by key
    on conflict (tenant_id, key) do update set
      tries = case when ${hasEnded} then 1 else held.tries + 1 end,
      ends_at = case when ${hasEnded} then excluded.ends_at else held.ends_at end,
      opens_at = case when ${hasEnded} then excluded.opens_at
        when held.tries + 1 < held.free_tries then '-infinity'
        else now() + make_interval(secs => least($5 * power(2, least(held.tries + 1 - held.free_tries, 20)), $6)) end
      where ${hasEnded} or ${isOpen}
    returning 1 as counted`;

/** Locks the keys in the order of `countTries`: concurrent statements on the same keys wait instead of deadlocking. */
export const giveBackTries = statement<object, [keys: Buffer[]]>('auth.sign-in-tries.give-back')`
  with locked as materialized (
      select tenant_id, key from auth.sign_in_tries where key = ${anyOf('$1::bytea[]')} order by key for update
    )
    update auth.sign_in_tries as held set tries = greatest(held.tries - 1, 0), opens_at = '-infinity'
      from locked where held.tenant_id = locked.tenant_id and held.key = locked.key`;

export const forgetTries = statement<object, [keys: Buffer[]]>('auth.sign-in-tries.forget')`
  delete from auth.sign_in_tries where key = ${anyOf('$1::bytea[]')}`;

/**
 * Returns a row where a turn was taken. `ends_at` is the time when all turns that were taken are due: a turn may be
 * taken while that is no further ahead than the turns that may be saved up. The time is that of the row's turn, not of
 * the transaction, and is cut to the column's milliseconds: a statement that waited, or a turn that follows within a
 * millisecond, would else find the saved turns due a little later than they are.
 */
export const takeTurn = statement<
  { taken: number },
  [tenantId: string, key: Buffer, everySeconds: number, savedSeconds: number, longestSeconds: number]
>('auth.sign-in-tries.take-turn')`
  insert into auth.sign_in_tries as held (tenant_id, key, tries, free_tries, ends_at, opens_at)
    values ($1::uuid, $2, 0, 0, date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $3), '-infinity')
    on conflict (tenant_id, key) do update set
      ends_at = case when held.ends_at between clock_timestamp() and ${latestTurn} then held.ends_at
        else date_trunc('milliseconds', clock_timestamp()) end + make_interval(secs => $3)
      where held.ends_at not between clock_timestamp() + make_interval(secs => $4) and ${latestTurn}
    returning 1 as taken`;

export const nextTurn = statement<{ seconds: number }, [key: Buffer, savedSeconds: number]>(
  'auth.sign-in-tries.next-turn',
)`
  select ceil(extract(epoch from ends_at - now()) - $2)::integer as seconds
    from auth.sign_in_tries where key = $1`;

export const putBackTurn = statement<object, [key: Buffer, everySeconds: number]>('auth.sign-in-tries.put-back')`
  update auth.sign_in_tries set ends_at = ends_at - make_interval(secs => $2) where key = $1`;
