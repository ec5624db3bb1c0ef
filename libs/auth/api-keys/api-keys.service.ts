import { Injectable } from '@nestjs/common';
import { type Caller, drawApiKey, hashSecret, KeyChanges } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Givers } from '../members/givers.js';
import type { KeyDto, NewKeyAnswerDto } from './api-keys.dto.js';
import { apiKeysProblems } from './api-keys.errors.js';
import {
  type ApiKeyRow,
  countKeys,
  insertKey,
  keyList,
  lockedKey,
  lockKeys,
  replaceKey,
  revokeKey,
} from './api-keys.sql.js';
import { GivenScopes } from './given-scopes.js';
import { shownPart, writeKey } from './key-text.js';

/** Keys in force of a tenant, at most, besides those of its users. Each may be replaced by another during an overlap. */
const mostInForce = { toCreate: 300, toRotate: 600 };

/** The properties of a key to create; several keys may share a name. */
export interface CreateKey extends Readonly<Pick<KeyDto, 'name' | 'kind' | 'expiresAt'>> {
  /** 1 to 50 permissions. */
  readonly scopes: readonly string[];
}

/** Lists, creates, rotates and revokes a tenant's API keys. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly givers: Givers,
    private readonly changes: KeyChanges,
    private readonly scopes: GivenScopes,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<KeyDto>> {
    return readList(rowsOfTenant(this.database, tenantId), keyList, query, (key) => presentKey(tenantId, key));
  }

  /**
   * Creates a key that grants no more than its maker holds, in contexts that the tenant has.
   *
   * @throws Problem `key_scope_refused`, `key_expiry_past` (400), `keys_of_operators`, `no_longer_allowed` (403),
   *   `too_many_keys` (409) where the tenant has 300 in force
   */
  async create(maker: Caller, input: CreateKey): Promise<NewKeyAnswerDto> {
    const { tenantId } = maker;
    refusePlatformTenant(tenantId);
    refusePast(input.expiresAt);
    return this.database.transaction({ tenantId }, async (tx) => {
      this.scopes.check(tenantId, await this.givers.now(tx, tenantId, maker, 'keys.write'), input);
      await refuseMoreThan(tx, tenantId, mostInForce.toCreate);
      const made = await insertNew(tx, tenantId, maker.id, input);
      await this.audit.record(tx, { action: 'auth.api-key.created', targetKind: 'api-key', targetId: made.id });
      return made;
    });
  }

  /**
   * Creates a key that replaces another, with the same name, kind, scopes and expiry. The old key works
   * until the overlap is over, or until its own expiry if that comes first.
   *
   * @param overlapHours 0 to 168; with 0 the old key is refused from the next request on
   * @throws Problem `key_not_found` (404), `key_replaced`, `too_many_keys` (409), `key_scope_refused` (400), `keys_of_operators`,
   *   `personal_key`, `no_longer_allowed` (403)
   */
  async rotate(maker: Caller, id: string, overlapHours: number): Promise<NewKeyAnswerDto> {
    const { tenantId } = maker;
    refusePlatformTenant(tenantId);
    return this.database.transaction({ tenantId }, async (tx) => {
      const rotating = await this.givers.now(tx, tenantId, maker, 'keys.write');
      const [old] = await tx.run(lockedKey, id);
      if (!old) throw apiKeysProblems.key_not_found({ id });
      // Otherwise an admin could act as another user.
      if (old.kind === 'personal') throw apiKeysProblems.personal_key({ id });
      if (old.successorId || old.expired) throw apiKeysProblems.key_replaced({ id, successor: old.successorId ?? '–' });
      // Otherwise a caller could get a key that may do more than they may, by rotating it.
      this.scopes.check(tenantId, rotating, old);
      await refuseMoreThan(tx, tenantId, mostInForce.toRotate);
      const made = await insertNew(tx, tenantId, maker.id, old);
      await tx.run(replaceKey, id, made.id, overlapHours);
      this.changes.announce(tx, id);
      await this.audit.record(tx, {
        action: 'auth.api-key.rotated',
        targetKind: 'api-key',
        targetId: id,
        details: { successor: made.id, overlapHours },
      });
      return made;
    });
  }

  /**
   * Revokes a key: it is refused from the next request on.
   *
   * @throws Problem `key_not_found` (404)
   */
  async revoke(tenantId: string, id: string): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const [revoked] = await tx.run(revokeKey, id);
      if (!revoked) throw apiKeysProblems.key_not_found({ id });
      await this.audit.record(tx, { action: 'auth.api-key.revoked', targetKind: 'api-key', targetId: id });
      this.changes.announce(tx, id);
    });
  }
}

/** @throws Problem `too_many_keys` (409) */
async function refuseMoreThan(tx: Transaction, tenantId: string, most: number): Promise<void> {
  await tx.run(lockKeys, tenantId);
  const [{ inForce } = { inForce: 0 }] = await tx.run(countKeys, most);
  if (inForce >= most) throw apiKeysProblems.too_many_keys({ inForce, most });
}

/** Draws and stores a key. */
export async function insertNew(tx: Transaction, tenantId: string, madeBy: string, input: CreateKey) {
  const { prefix, secret } = drawApiKey();
  const { name, kind, scopes, expiresAt } = input;
  const values = [name, prefix, hashSecret(secret), scopes, madeBy, expiresAt] as const;
  const [row] = await tx.run(insertKey, newId(), kind, ...values);
  if (!row) throw new Error('A key was not inserted.');
  return { ...presentKey(tenantId, row), key: writeKey({ kind, tenantId, prefix, secret }) };
}

/** Operators' keys are stored by the platform: a key made here for the tenant `platform` would never be found. */
export function refusePlatformTenant(tenantId: string): void {
  if (tenantId === PLATFORM_TENANT_ID) throw apiKeysProblems.keys_of_operators();
}

/** @throws Problem `key_expiry_past` (400) */
export function refusePast(expiresAt: Date | null): void {
  if (expiresAt && expiresAt.getTime() <= Date.now()) throw apiKeysProblems.key_expiry_past();
}

/** A key as its tenant sees it, without its secret. */
export function presentKey(tenantId: string, { prefix, kind, ...row }: ApiKeyRow): KeyDto {
  return { ...row, kind, prefix: shownPart({ kind, tenantId, prefix }) };
}
