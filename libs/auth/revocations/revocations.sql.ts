import { statement } from '#platform/database';
import type { Revocation } from './revocation.js';

/** A row of the feed. */
export interface RevocationRow {
  id: string;
  kind: Revocation['kind'];
  subject: string;
  userId: string | null;
  /** Of a user, and of a user's tokens; the row itself is the reserved tenant's. */
  ofTenant: string | null;
  before: number;
  /** Milliseconds since it was written, by the clock of the database. */
  age: number;
}

export const insertRevocations = statement<
  object,
  [
    ids: readonly string[],
    kinds: readonly string[],
    subjects: readonly string[],
    userIds: readonly (string | null)[],
    before: readonly number[],
    ofTenants: readonly (string | null)[],
  ]
>('auth.revocations.insert')`
  insert into auth.revocations (tenant_id, id, kind, subject, user_id, before_ms, of_tenant)
    select nullif(current_setting('app.tenant_id', true), '')::uuid, told.*
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[])
        as told (id, kind, subject, user_id, before_ms, of_tenant)`;

export const latestRevocations = statement<RevocationRow, [seconds: number]>('auth.revocations.latest')`
  select id, kind, subject, user_id as "userId", of_tenant as "ofTenant", before_ms::float8 as before,
           (extract(epoch from clock_timestamp() - created_at) * 1000)::float8 as age
      from auth.revocations
     where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       and created_at between now() - make_interval(secs => $1) and now() + interval '1 minute'
     order by created_at`;
