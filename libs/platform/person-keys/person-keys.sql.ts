import { statement } from '#platform/database';

/** Stores a key, unless the person has one for the purpose. */
export const insertPersonKey = statement<object, [tenantId: string, userId: string, purpose: string, sealed: Buffer]>(
  'person-keys.insert',
)`
  insert into platform.person_keys (tenant_id, user_id, purpose, sealed) values ($1, $2, $3, $4)
    on conflict do nothing`;
