import { isUuid } from '#platform/ids';
import type { Wire } from '../connection/wire.js';
import type { Scope } from '../database.js';

/** A statement whose `$1` is the tenant and `$2` the user; '' for none. */
interface ScopeStatement {
  name: string;
  text: string;
}

/** A scope statement and its values, to be executed before another statement in one implicit transaction. */
export interface Ahead {
  statement: ScopeStatement;
  values: [tenant: string, user: string];
}

/** The SQL that sets the scope and, behind a pooler, the timeouts of one transaction. */
export class ScopeMessages {
  /** Whether named statements, these included, stay prepared on the connection. */
  readonly named: boolean;
  readonly write: ScopeStatement;
  readonly read: ScopeStatement;
  private readonly unscoped: Ahead | undefined;
  private readonly opening: string;

  constructor({ named, limits }: Wire) {
    const settings: [name: string, milliseconds: number][] = limits
      ? [
          ['statement_timeout', limits.statementTimeoutMs],
          ['lock_timeout', limits.lockTimeoutMs],
          ['idle_in_transaction_session_timeout', limits.idleInTransactionMs],
        ]
      : [];
    const calls = settings.map(([name, value]) => `set_config('${name}', '${value}', true)`);
    this.named = named;
    this.write = { name: 'platform.scope', text: withoutRows(calls) };
    this.read = {
      name: 'platform.read-scope',
      text: withoutRows([...calls, `set_config('transaction_read_only', 'on', true)`]),
    };
    this.unscoped = limits && { statement: this.write, values: ['', ''] };
    this.opening = ['BEGIN', ...settings.map(([name, value]) => `SET LOCAL ${name} = ${value}`)].join('; ');
  }

  /**
   * The statement before one that is a whole transaction; undefined when neither a scope nor timeouts must be
   * set.
   *
   * @param mode with `read` and a scope, PostgreSQL refuses writes
   * @throws TypeError when an id is not a UUID.
   */
  ahead(mode: 'write' | 'read', scope: Scope | undefined): Ahead | undefined {
    return scope ? { statement: this[mode], values: scopeValues(scope) } : this.unscoped;
  }

  /**
   * The SQL that begins a transaction and sets its scope. SET takes no parameters, so the ids become part of the
   * text: only UUIDs are accepted.
   *
   * @throws TypeError when an id is not a UUID.
   */
  begin(scope: Scope | undefined): string {
    if (!scope) return this.opening;
    const [tenantId, userId] = scopeValues(scope);
    const user = userId ? `; SET LOCAL app.user_id = '${userId}'` : '';
    return `${this.opening}; SET LOCAL app.tenant_id = '${tenantId}'${user}`;
  }
}

/**
 * The SQL that sets both ids, for a transaction inside another one with a different scope.
 *
 * @throws TypeError when an id is not a UUID.
 */
export function scopeText(scope: Scope | undefined): string {
  const [tenantId, userId] = scope ? scopeValues(scope) : ['', ''];
  return `SET LOCAL app.tenant_id = '${tenantId}'; SET LOCAL app.user_id = '${userId}'`;
}

/** Returns no row, so that all rows are those of the statement after it. */
function withoutRows(settings: readonly string[]): string {
  const all = [`set_config('app.tenant_id', $1, true)`, `set_config('app.user_id', $2, true)`, ...settings];
  return `SELECT WHERE num_nonnulls(${all.join(', ')}) = 0`;
}

function scopeValues({ tenantId, userId }: Scope): [string, string] {
  return [uuid(tenantId), userId === undefined ? '' : uuid(userId)];
}

function uuid(id: string): string {
  if (typeof id !== 'string' || !isUuid(id))
    throw new TypeError(`A scope takes UUIDs in lower case, not ${JSON.stringify(id)}.`);
  return id;
}
