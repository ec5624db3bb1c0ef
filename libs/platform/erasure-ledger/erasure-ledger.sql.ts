import { statement } from '#platform/database';
import type { LedgerEntry, NewestEntry } from './ledger-entry.js';

const columns = `number::int, tenant_id as "tenantId", user_id as "userId", noted_at as "notedAt", chain`;

export const newestEntry = statement<NewestEntry>('erasure-ledger.newest')`
  select deployment_id as "deploymentId", ${columns}, waived::int from platform.newest_erasure()`;

/** Of all tenants, the oldest first. */
export const entriesAfter = statement<LedgerEntry & { readonly waived: boolean }, [number: number, most: number]>(
  'erasure-ledger.after',
)`
  select ${columns}, waived from platform.erasures_after($1, $2)`;

/** Whether the tenant in force has an entry after a number for the person, or for its purge. */
export const isNoted = statement<{ noted: boolean }, [userId: string | null, after: number]>('erasure-ledger.is-noted')`
  select exists (select from platform.erasure_ledger where user_id = $1 and number > $2)
    or $1 is null and exists (select from platform.erasure_ledger where user_id is null and number > $2) as noted`;

/** Adds an entry of the tenant in force. */
export const noteErasure = statement<object, [userId: string | null, waived: boolean]>('erasure-ledger.note')`
  select platform.note_erasure($1, $2)`;

export const endWaiver = statement<object, [userId: string | null]>('erasure-ledger.end-waiver')`
  select platform.end_waiver($1)`;
