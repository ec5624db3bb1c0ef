import { statement } from '#platform/database';
import type { ErasureDto, Person, ProvenErasureDto } from './erasure.dto.js';

const columns = `user_id as "userId", state, asked_at as "askedAt", due_at as "dueAt", erased_at as "erasedAt", counts,
  files`;

/** Whether any row of the tenant names the user. */
export const knowsPerson = statement<{ known: boolean }, [userId: string]>('data-lifecycle.erasures.knows-person')`
  select platform.knows_person($1) as known`;

/** No row where the person has an erasure already. */
export const insertErasure = statement<
  ErasureDto,
  [tenantId: string, userId: string, email: string | null, subjects: readonly string[], askedBy: string, days: number]
>('data-lifecycle.erasures.insert')`
  insert into platform.erasures (tenant_id, user_id, email, subjects, asked_by, due_at, next_at)
    values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), now() + make_interval(days => $6))
    on conflict do nothing returning ${columns}`;

export const erasureOf = statement<ErasureDto, [userId: string]>('data-lifecycle.erasures.of-user')`
  select ${columns} from platform.erasures where user_id = $1`;

export const provenErasureOf = statement<ProvenErasureDto, [userId: string]>('data-lifecycle.erasures.proven')`
  select ${columns}, receipt from platform.erasures where user_id = $1`;

/** When the erasure that the person asked for alone is due; no row where somebody else asked for it, or it has begun. */
export const ownErasure = statement<{ dueAt: Date }, [userId: string]>('data-lifecycle.erasures.own')`
  select due_at as "dueAt" from platform.erasures
    where user_id = $1 and state = 'pending' and asked_by = 'member:' || $1::uuid`;

/** No row where the person has no erasure that they asked for alone. */
export const confirmErasure = statement<{ userId: string }, [userId: string, by: string]>(
  'data-lifecycle.erasures.confirm',
)`
  select confirmed as "userId" from platform.confirm_erasure($1, $2) confirmed`;

/** No row once the erasure is due. */
export const deletePendingErasure = statement<{ userId: string }, [userId: string]>('data-lifecycle.erasures.cancel')`
  delete from platform.erasures where user_id = $1 and state = 'pending' and due_at > now()
    returning user_id as "userId"`;

/** The erasures of all tenants whose next step is due. */
export const dueErasures = statement<Person, [most: number]>('data-lifecycle.erasures.due')`
  select tenant_id as "tenantId", user_id as "userId" from platform.due_erasures($1)`;

/** Claims the next step for some minutes; no row where it is not due, or another process has it. */
export const claimErasure = statement<{ sweptAt: Date | null; dueAt: Date }, [userId: string, minutes: number]>(
  'data-lifecycle.erasures.claim',
)`
  update platform.erasures set next_at = now() + make_interval(mins => $2), began_at = coalesce(began_at, now())
    where user_id = $1 and next_at <= now() returning swept_at as "sweptAt", due_at as "dueAt"`;

/** From here on, rows that name the person are refused. */
export const beginErasing = statement<object, [userId: string, pseudonym: string]>('data-lifecycle.erasures.begin')`
  update platform.erasures set state = 'erasing', pseudonym = coalesce(pseudonym, $2) where user_id = $1`;

/** Changes a batch of rows, of one table after the other; no row where nothing is left to change. */
export const eraseRows = statement<{ table: string; effect: string; rows: number }, [userId: string, most: number]>(
  'data-lifecycle.erasures.erase-rows',
)`
  select name as "table", effect, changed::int as rows from platform.erase_rows_of_person($1, $2)`;

/** Adds the rows and files that this transaction erased to the counts, and keeps the claim. */
export const addErased = statement<
  object,
  [userId: string, keys: readonly string[], rows: readonly number[], minutes: number]
>('data-lifecycle.erasures.add-counts')`
  select platform.add_erased($1, $2, $3, platform.released_by_transaction(), now() + make_interval(mins => $4))`;

/** Begins the erasure of a person who was erased before; whether there are rows to erase. */
export const beginErasingAgain = statement<{ begun: boolean }, [userId: string, email: string | null]>(
  'data-lifecycle.erasures.begin-again',
)`
  select platform.begin_erasing_again($1, $2) as begun`;

/** The second sweep is due once the last token of the person is dead. */
export const noteSwept = statement<object, [userId: string, minutes: number]>('data-lifecycle.erasures.swept')`
  update platform.erasures set swept_at = now(), next_at = now() + make_interval(mins => $2) where user_id = $1`;
