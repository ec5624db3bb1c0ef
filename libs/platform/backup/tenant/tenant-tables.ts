import type { Table } from '../tables/table.js';

/** The one shared table with a row a tenant. */
export const REGISTRY = 'tenants.tenants';

/** What is of a tenant and yet stays behind when its data leaves, and why. */
export const notExported: Readonly<Record<string, string>> = {
  'platform.outbox': 'events, jobs and invalidations on their way: they happen where they were written',
  'platform.outbox_waiting': 'the tries of those',
  'platform.inbox': 'which subscriber had which event, of events that do not come along',
  'platform.set_aside_events': 'events that a subscriber of this deployment could not take',
  'platform.idempotency_records': 'answers to repeated requests, for a day, at this deployment’s address',
  'auth.revocations': 'what every process was told in the last minutes; the rows are the deployment’s own',
  'platform.operations': 'the progress of jobs that do not come along',
  'auth.email_tokens': 'secrets of links that lead to this deployment',
  'auth.allowances': 'what was used of this hour’s mails and tries at this deployment',
  'auth.signing_keys': 'what this deployment signs tokens with; its rows are the deployment’s own',
  'auth.sessions': 'who is signed in at this deployment: at another one they sign in anew',
  'auth.session_marks': 'what strikes tokens of this deployment’s, for the minutes that those live',
};

/** What leaves with a tenant and is not taken in, and why. */
export const notImported: Readonly<Record<string, string>> = {
  'platform.audit_lines': 'what another deployment saw, or this one of another tenant; the archive remains its proof',
  'platform.audit_chain': 'its hashes hold the tenant’s id and its place in a chain that cannot be joined to another',
  'platform.audit_heads': 'the end of that chain',
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
 * Which rows of a table are of a tenant, as SQL; undefined where none is.
 *
 * @param id a UUID; it stands in the text, since COPY takes no parameters
 */
export function rowsOfTenant(table: Table, id: string): string | undefined {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`${id} is no tenant's id.`);
  if (!leavesWithTenant(table)) return undefined;
  return table.name === REGISTRY ? `id = '${id}'` : `tenant_id = '${id}'`;
}
