import { statement } from '#platform/database';
import type { ErasureDto, Person, ProvenErasureDto } from './erasure.dto.js';

const columns = `user_id as "userId", state, asked_at as "askedAt", due_at as "dueAt", erased_at as "erasedAt", counts,
  files`;

/** Whether any row of the tenant names the user. */
export const knowsPerson = statement<{ known: boolean }, [userId: string]>({
  name: 'data-lifecycle.erasures.knows-person',
  text: 'select platform.knows_person($1) as known',
});

/** No row where the person has an erasure already. */
export const insertErasure = statement<
  ErasureDto,
  [tenantId: string, userId: string, email: string | null, subjects: readonly string[], askedBy: string, days: number]
>({
  name: 'data-lifecycle.erasures.insert',
  text: `insert into platform.erasures (tenant_id, user_id, email, subjects, asked_by, due_at, next_at)
    values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), now() + make_interval(days => $6))
    on conflict do nothing returning ${columns}`,
});

export const erasureOf = statement<ErasureDto, [userId: string]>({
  name: 'data-lifecycle.erasures.of-user',
  text: `select ${columns} from platform.erasures where user_id = $1`,
});

export const provenErasureOf = statement<ProvenErasureDto, [userId: string]>({
  name: 'data-lifecycle.erasures.proven',
  text: `select ${columns}, receipt from platform.erasures where user_id = $1`,
});

/** When the erasure that the person asked for alone is due; no row where somebody else asked for it, or it has begun. */
export const ownErasure = statement<{ dueAt: Date }, [userId: string]>({
  name: 'data-lifecycle.erasures.own',
  text: `select due_at as "dueAt" from platform.erasures
    where user_id = $1 and state = 'pending' and asked_by = 'member:' || $1::uuid`,
});

/** No row where the person has no erasure that they asked for alone. */
export const confirmErasure = statement<{ userId: string }, [userId: string, by: string]>({
  name: 'data-lifecycle.erasures.confirm',
  text: 'select confirmed as "userId" from platform.confirm_erasure($1, $2) confirmed',
});

/** No row once the erasure is due. */
export const deletePendingErasure = statement<{ userId: string }, [userId: string]>({
  name: 'data-lifecycle.erasures.cancel',
  text: `delete from platform.erasures where user_id = $1 and state = 'pending' and due_at > now()
    returning user_id as "userId"`,
});

/** The erasures of all tenants whose next step is due. */
export const dueErasures = statement<Person, [most: number]>({
  name: 'data-lifecycle.erasures.due',
  text: 'select tenant_id as "tenantId", user_id as "userId" from platform.due_erasures($1)',
});

/** Claims the next step for some minutes; no row where it is not due, or another process has it. */
export const claimErasure = statement<{ sweptAt: Date | null; dueAt: Date }, [userId: string, minutes: number]>({
  name: 'data-lifecycle.erasures.claim',
  text: `update platform.erasures set next_at = now() + make_interval(mins => $2), began_at = coalesce(began_at, now())
    where user_id = $1 and next_at <= now() returning swept_at as "sweptAt", due_at as "dueAt"`,
});

/** From here on, rows that name the person are refused. */
export const beginErasing = statement<object, [userId: string, pseudonym: string]>({
  name: 'data-lifecycle.erasures.begin',
  text: `update platform.erasures set state = 'erasing', pseudonym = coalesce(pseudonym, $2) where user_id = $1`,
});

/** Changes a batch of rows, of one table after the other; no row where nothing is left to change. */
export const eraseRows = statement<{ table: string; effect: string; rows: number }, [userId: string, most: number]>({
  name: 'data-lifecycle.erasures.erase-rows',
  text: 'select name as "table", effect, changed::int as rows from platform.erase_rows_of_person($1, $2)',
});

/** Adds the rows and files that this transaction erased to the counts, and keeps the claim. */
export const addErased = statement<
  object,
  [userId: string, keys: readonly string[], rows: readonly number[], minutes: number]
>({
  name: 'data-lifecycle.erasures.add-counts',
  text: `select platform.add_erased($1, $2, $3, platform.released_by_transaction(), now() + make_interval(mins => $4))`,
});

/** Begins the erasure of a person who was erased before; whether there are rows to erase. */
export const beginErasingAgain = statement<{ begun: boolean }, [userId: string, email: string | null]>({
  name: 'data-lifecycle.erasures.begin-again',
  text: 'select platform.begin_erasing_again($1, $2) as begun',
});

/** The second sweep is due once the last token of the person is dead. */
export const noteSwept = statement<object, [userId: string, minutes: number]>({
  name: 'data-lifecycle.erasures.swept',
  text: `update platform.erasures set swept_at = now(), next_at = now() + make_interval(mins => $2) where user_id = $1`,
});
