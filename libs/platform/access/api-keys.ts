import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { accessProblems } from './access.errors.js';
import { GivenByKeys } from './access-given-by-keys.js';
import { drawApiKey, hashSecret, type ListedKey, parseApiKey, secretMatches, writeApiKey } from './api-key.js';
import {
  insertKey,
  keepInForce,
  keyByPrefix,
  liveKeyNamed,
  liveKeysAfter,
  lockKeysNamed,
  revokeKey,
  revokeKeysNamed,
  touchKey,
} from './api-keys.sql.js';
import { KeyChanges } from './key-changes.js';
import { declaredPermissions } from './permission-registry.js';
import type { Principal } from './principal.js';

/** A new key. `key` is shown to its owner once: only its hash is stored. */
export interface NewApiKey {
  id: string;
  /** The public part of the key, which `list` shows. */
  prefix: string;
  key: string;
}

const operator = 'operator';
/** Operators' keys belong to the tenant `platform`. */
const platform = { tenantId: PLATFORM_TENANT_ID };
/** Keys that one statement of the list reads. */
const atOnce = 500;

/** The keys of operators and of their machines. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly given: GivenByKeys,
    private readonly changes: KeyChanges,
  ) {}

  /**
   * Makes a key that grants `scopes`.
   *
   * @param name 1 to 100 characters, for humans; several keys may share it, but `operator` is the
   *   name of the key that `resetOperatorKey` replaces
   * @param scopes 1 to 50 permissions that routes require, such as `platform.tenants.read`, or `*` for all
   * @throws Problem `invalid_api_key`, `unknown_scope` (400)
   */
  async create(name: string, scopes: readonly string[]): Promise<NewApiKey> {
    const title = name.trim();
    if (!title || title === operator || title.length > 100) throw accessProblems.invalid_api_key();
    if (!scopes.length || scopes.length > 50) throw accessProblems.invalid_api_key();
    const known = declaredPermissions();
    const unknown = scopes.find((scope) => scope !== '*' && !known.includes(scope));
    if (unknown !== undefined) throw accessProblems.unknown_scope({ scope: unknown, scopes: known.join(', ') });
    return this.database.transaction(platform, (tx) => this.insert(tx, title, scopes, 'created'));
  }

  /**
   * The principal of a key, undefined when the key is malformed, unknown or revoked. Always reads the
   * database: operators' requests are few, and a revocation is effective from the next request on.
   */
  async verify(credential: string): Promise<Principal | undefined> {
    const parts = parseApiKey(credential);
    if (!parts) return undefined;
    const [row] = await this.database.unscopedRead('access.operator-keys', keyByPrefix, parts.prefix);
    if (!secretMatches(parts.secret, row?.hash) || !row) return undefined;
    if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > 60_000) await this.touch(row.id);
    return { kind: operator, id: row.id, name: row.name, permissions: new Set(row.scopes) };
  }

  /** Every key in force, by name, without secrets, which are not stored. */
  async list(): Promise<ListedKey[]> {
    const found: ListedKey[] = [];
    for (let step: ListedKey[]; ; found.push(...step)) {
      const after = found.at(-1)?.prefix ?? '';
      step = await this.database.unscopedRead('access.operator-keys', liveKeysAfter, after, atOnce);
      if (step.length === 0) return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    }
  }

  /**
   * Whether a key is in force. Locks it, so that its revocation waits until `tx` ends.
   *
   * @param tx the transaction of any tenant
   */
  async keepInForce(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.run(keepInForce, id)).length > 0;
  }

  /** The principal of a key; undefined where it was revoked. */
  async inForce(id: string): Promise<Principal | undefined> {
    const [row] = await this.database.unscopedRead('access.operator-keys', keepInForce, id);
    return row && { kind: operator, id, name: row.name, permissions: new Set(row.scopes) };
  }

  /**
   * Revokes a key from the next request on, with the access that it gave to people.
   *
   * @param prefix the eight characters that `list` shows
   * @returns the name of the key
   * @throws Problem `api_key_not_found` (404) when no key in force has the prefix
   */
  async revoke(prefix: string): Promise<string> {
    return this.database.transaction(platform, async (tx) => {
      const [revoked] = await tx.run(revokeKey, prefix);
      if (!revoked) throw accessProblems.api_key_not_found({ prefix });
      await this.audit.record(tx, { action: 'access.key.revoked', targetKind: 'key', targetId: revoked.id });
      await this.given.withdrawOf(tx, revoked.id);
      this.changes.announce(tx, revoked.id);
      return revoked.name;
    });
  }

  /** Revokes every key named `operator`, with the access that it gave to people, and makes a new one that grants all. */
  async resetOperatorKey(): Promise<NewApiKey> {
    return this.database.transaction(platform, async (tx) => {
      await tx.run(lockKeysNamed, operator);
      for (const { id } of await tx.run(revokeKeysNamed, operator)) {
        await this.given.withdrawOf(tx, id);
        this.changes.announce(tx, id);
      }
      return this.insert(tx, operator, ['*'], 'reset');
    });
  }

  /** Whether a key named `operator` is in force. */
  async operatorKeyExists(): Promise<boolean> {
    return (await this.database.unscopedRead('access.operator-keys', liveKeyNamed, operator)).length > 0;
  }

  private async insert(
    tx: Transaction,
    name: string,
    scopes: readonly string[],
    how: 'created' | 'reset',
  ): Promise<NewApiKey> {
    const id = newId();
    const parts = drawApiKey();
    await Promise.all([
      tx.run(insertKey, id, parts.prefix, hashSecret(parts.secret), name, [...scopes]),
      this.audit.record(tx, { action: `access.key.${how}`, targetKind: 'key', targetId: id }),
    ]);
    return { id, prefix: parts.prefix, key: writeApiKey(parts) };
  }

  /** Writes the last use, which is only information for operators: a failure must not refuse a valid key. */
  private async touch(id: string): Promise<void> {
    await this.database.unscoped('access.operator-keys', (tx) => tx.run(touchKey, id)).catch(() => undefined);
  }
}
