import { advisoryLock, statement } from '#platform/database';

/** Held until the end of the transaction, so that the second of two erasures of a subject sees the first. */
export const lockSubject = advisoryLock<[tenantId: string, subject: string]>(
  'analytics.subjects.lock',
  "'analytics.subjects:' || $1 || $2",
);

/** An erasure of the same subject that has not ended gives its pseudonym to this one: the subject is one in all events. */
export const insertErasure = statement<object, [id: string, subject: string, pseudonym: string]>(
  'analytics.subjects.insert',
)`
  insert into analytics.subject_erasures (tenant_id, id, subject, pseudonym)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2::text, coalesce(
      (select pseudonym from analytics.subject_erasures where subject = $2::text limit 1), $3::uuid))`;

/** An erasure; its subject is null once nothing is left of it. */
interface ErasureRow {
  subject: string | null;
  pseudonym: string | null;
  events: number;
  rejected: number;
}

/** Locked, so that a job that runs twice after a kill counts each row once. */
export const erasureById = statement<ErasureRow, [id: string]>('analytics.subjects.by-id')`
  select subject, pseudonym, events::float8 as events, rejected::float8 as rejected
    from analytics.subject_erasures where id = $1 for update`;

/** The rows that name the subject of an erasure. */
export const countLeft = statement<{ left: number }, [id: string]>('analytics.subjects.count-left')`
  select ((select count(*) from analytics.events e where e.subject = s.subject)
      + (select count(*) from analytics.quarantine q where q.subject = s.subject)
      + (select count(*) from analytics.subject_days d where d.subject = s.subject))::float8 as left
    from analytics.subject_erasures s where id = $1`;

export const replaceSubject = statement<{ events: number }, [subject: string, pseudonym: string, most: number]>(
  'analytics.subjects.replace',
)`
  with batch as (select occurred_at, id from analytics.events where subject = $1 limit $3 for update),
      replaced as (update analytics.events e set subject = $2::uuid::text from batch
        where e.occurred_at = batch.occurred_at and e.id = batch.id returning e.id)
    select count(*)::int as events from replaced`;

export const deleteRejected = statement<{ rejected: number }, [subject: string, most: number]>(
  'analytics.subjects.delete-rejected',
)`
  with batch as (select receipt, index from analytics.quarantine where subject = $1 limit $2 for update),
      deleted as (delete from analytics.quarantine q using batch
        where q.receipt = batch.receipt and q.index = batch.index returning q.index)
    select count(*)::int as rejected from deleted`;

/** In the sets of days. */
export const replaceInDays = statement<{ days: number }, [subject: string, pseudonym: string, most: number]>(
  'analytics.subjects.replace-in-days',
)`
  with batch as (select day, hash from analytics.subject_days where subject = $1 limit $3 for update),
      replaced as (update analytics.subject_days d set subject = $2::uuid::text from batch
        where d.day = batch.day and d.hash = batch.hash returning d.hash)
    select count(*)::int as days from replaced`;

export const addErased = statement<object, [id: string, events: number, rejected: number]>(
  'analytics.subjects.add-erased',
)`
  update analytics.subject_erasures set events = events + $2, rejected = rejected + $3 where id = $1`;

/** Only the counts stay. */
export const endErasure = statement<object, [id: string]>('analytics.subjects.end')`
  update analytics.subject_erasures set subject = null, pseudonym = null where id = $1`;
