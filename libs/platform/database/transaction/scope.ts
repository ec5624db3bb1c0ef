import type { Scope } from '../database.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Prepared on every connection when it opens; `$1` is the tenant, `$2` the user or nothing. */
export const scopeStatements = {
  /** Answers no row, so that the rows after it are the statement's own. */
  write: {
    name: 'platform.scope',
    text: `SELECT WHERE num_nonnulls(
      set_config('app.tenant_id', $1, true),
      set_config('app.user_id', $2, true)) = 0`,
  },
  read: {
    name: 'platform.read-scope',
    text: `SELECT WHERE num_nonnulls(
      set_config('app.tenant_id', $1, true),
      set_config('app.user_id', $2, true),
      set_config('transaction_read_only', 'on', true)) = 0`,
  },
} as const;

/**
 * The values of a scope statement.
 *
 * @throws TypeError when an id is no UUID.
 */
export function scopeValues({ tenantId, userId }: Scope): [string, string] {
  return [uuid(tenantId), userId === undefined ? '' : uuid(userId)];
}

/**
 * The one message that opens a transaction with its scope in force until its end. SET takes no
 * parameters, so the ids go into the text: `scopeValues` lets nothing but a UUID pass.
 */
export function beginText(scope: Scope | undefined): string {
  if (!scope) return 'BEGIN';
  const [tenantId, userId] = scopeValues(scope);
  const user = userId ? `; SET LOCAL app.user_id = '${userId}'` : '';
  return `BEGIN; SET LOCAL app.tenant_id = '${tenantId}'${user}`;
}

function uuid(id: string): string {
  if (typeof id !== 'string' || !UUID.test(id)) throw new TypeError(`A scope takes UUIDs, not ${JSON.stringify(id)}.`);
  return id;
}
