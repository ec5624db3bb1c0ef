import { isUuid } from '#platform/ids';
import type { Table } from '../tables/table.js';

/** The one shared table with a row for each tenant. */
export const REGISTRY = 'tenants.tenants';

/** The tenant tables that are not exported, and why. */
export const notExported: Readonly<Record<string, string>> = {
  'platform.outbox': 'pending events, jobs and invalidations, which are forwarded by the deployment that wrote them',
  'platform.outbox_retries': 'the failed tries of pending rows of the outbox',
  'platform.inbox': 'which subscriber has handled which event, of events that are not exported',
  'platform.dead_letters': 'dead letters of the subscribers of this deployment',
  'platform.idempotency_records': 'stored responses to repeated requests to this deployment, for a day',
  'auth.revocations': 'revocations of the last minutes, which the processes of this deployment use',
  'platform.operations': 'the progress of jobs that are not exported',
  'auth.email_tokens': 'secrets of links to this deployment',
  'auth.throttle_counts': 'the throttle counters of mails and tries of the last hour, of this deployment',
  'auth.signing_keys': 'the keys with which this deployment signs tokens',
  'auth.sessions': 'the sessions of this deployment: users sign in again at another one',
  'auth.revocation_marks': 'revocation marks for tokens of this deployment, which live for minutes',
};

/** The tenant tables that are exported but not imported, and why. */
export const notImported: Readonly<Record<string, string>> = {
  'platform.audit_lines': 'lines of another deployment or of another tenant; the archive remains the proof',
  'platform.audit_chain':
    'its hashes contain the tenant’s id and their place in a chain that cannot be joined to another',
  'platform.audit_heads': 'the head of that chain',
};

/**
 * What is not taken in beside the original, and why: nothing that is secret there may open the copy, least of all what
 * was revoked since. A tenant that moves, under its own id, keeps these. Passwords are of people, who keep them at both.
 */
export const notCopied: Readonly<Record<string, string>> = {
  'auth.api_keys': 'keys that programs of the original present',
  'auth.invitations': 'links that the original mailed',
  'auth.known_devices': 'what devices that signed in to the original present',
};

/** Whether a table has rows that a tenant takes along. */
export function leavesWithTenant({ name, tenantOwned }: Table): boolean {
  return name === REGISTRY || (tenantOwned && !(name in notExported));
}

/**
 * The rows of a table that belong to a tenant, as an SQL condition; undefined when the table is not exported.
 *
 * @param id a UUID; it becomes part of the text, because COPY takes no parameters
 */
export function rowsOfTenant(table: Table, id: string): string | undefined {
  if (!isUuid(id)) throw new Error(`${id} is not the id of a tenant.`);
  if (!leavesWithTenant(table)) return undefined;
  return table.name === REGISTRY ? `id = '${id}'` : `tenant_id = '${id}'`;
}
