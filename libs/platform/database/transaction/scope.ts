import type { Wire } from '../connection/wire.js';
import type { Scope } from '../database.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A statement of which `$1` is the tenant and `$2` the user, either '' where there is none. */
interface ScopeStatement {
  name: string;
  text: string;
}

/** A scope statement and its values, to be executed ahead of another in one implicit transaction. */
export interface Ahead {
  statement: ScopeStatement;
  values: [tenant: string, user: string];
}

/** What is said to the server to put a scope, and behind a pooler the limits, in force for one transaction. */
export class ScopeMessages {
  /** Whether statements, these among them, stay prepared on the connection under their names. */
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
    this.write = { name: 'platform.scope', text: answerless(calls) };
    this.read = {
      name: 'platform.read-scope',
      text: answerless([...calls, `set_config('transaction_read_only', 'on', true)`]),
    };
    this.unscoped = limits && { statement: this.write, values: ['', ''] };
    this.opening = ['BEGIN', ...settings.map(([name, value]) => `SET LOCAL ${name} = ${value}`)].join('; ');
  }

  /**
   * What goes ahead of a statement that is a whole transaction: nothing when neither tenant nor
   * limits are to be set.
   *
   * @param mode `read` makes PostgreSQL refuse to write, where there is a scope
   * @throws TypeError when an id is no UUID.
   */
  ahead(mode: 'write' | 'read', scope: Scope | undefined): Ahead | undefined {
    return scope ? { statement: this[mode], values: scopeValues(scope) } : this.unscoped;
  }

  /**
   * The one message that opens a transaction with its scope in force until its end. SET takes no
   * parameters, so the ids go into the text: nothing but a UUID passes.
   *
   * @throws TypeError when an id is no UUID.
   */
  begin(scope: Scope | undefined): string {
    if (!scope) return this.opening;
    const [tenantId, userId] = scopeValues(scope);
    const user = userId ? `; SET LOCAL app.user_id = '${userId}'` : '';
    return `${this.opening}; SET LOCAL app.tenant_id = '${tenantId}'${user}`;
  }
}

/**
 * SET LOCAL of both ids, for a transaction inside another whose scope may differ.
 *
 * @throws TypeError when an id is no UUID.
 */
export function scopeText(scope: Scope | undefined): string {
  const [tenantId, userId] = scope ? scopeValues(scope) : ['', ''];
  return `SET LOCAL app.tenant_id = '${tenantId}'; SET LOCAL app.user_id = '${userId}'`;
}

/** Answers no row, so that the rows after it are the statement's own. */
function answerless(settings: readonly string[]): string {
  const all = [`set_config('app.tenant_id', $1, true)`, `set_config('app.user_id', $2, true)`, ...settings];
  return `SELECT WHERE num_nonnulls(${all.join(', ')}) = 0`;
}

function scopeValues({ tenantId, userId }: Scope): [string, string] {
  return [uuid(tenantId), userId === undefined ? '' : uuid(userId)];
}

function uuid(id: string): string {
  if (typeof id !== 'string' || !UUID.test(id)) throw new TypeError(`A scope takes UUIDs, not ${JSON.stringify(id)}.`);
  return id;
}
