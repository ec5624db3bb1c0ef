import { Injectable } from '@nestjs/common';
import { KeyChanges, MemberKeys, type Principal, secretMatches } from '#platform/access';
import { Database } from '#platform/database';
import type { KeyLookup } from '#platform/routes';
import { TenantDirectory } from '#platform/tenancy';
import { type PresentedKeyRow, presentedKey, touchKey } from './api-keys.sql.js';
import { type KeyParts, parseKey } from './key-text.js';
import { type KnownKey, RememberedKeys } from './remembered-keys.js';
import { scopesInForce, scopesOfUser } from './scopes.js';

/**
 * Verifies members' keys. It reads the database each time, in one round trip: a revoked key, and a personal key whose
 * user lost the role, is refused with the next request, in every process. Where the route allows it, secret and publishable
 * keys come from memory. A tenant that was suspended or deleted is refused later in the request pipeline.
 */
@Injectable()
export class StoredMemberKeys extends MemberKeys {
  private readonly remembered: RememberedKeys;

  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    changes: KeyChanges,
  ) {
    super();
    this.remembered = new RememberedKeys(changes);
  }

  override verify(
    credential: string,
    keys: KeyLookup = 'read',
  ): Principal | undefined | Promise<Principal | undefined> {
    const recalled = keys === 'remembered' ? this.remembered.recall(credential) : undefined;
    if (recalled === 'refused') return undefined;
    if (recalled) return this.recalled(recalled);
    // A deleted tenant needs no query.
    const parts = parseKey(credential);
    if (!parts || !this.directory.byId(parts.tenantId)) return undefined;
    const read = () => this.read(parts);
    // The role of the user behind a personal key may change at any time.
    const found = keys === 'remembered' && parts.kind !== 'personal' ? this.remembered.read(credential, read) : read();
    return found.then((key) => this.admit(parts, key));
  }

  private recalled(key: KnownKey): Principal {
    // The answer does not wait for it.
    if (isUseDue(key)) void this.touch(key);
    return key.principal;
  }

  private async admit({ secret }: KeyParts, key: KnownKey | undefined): Promise<Principal | undefined> {
    if (!secretMatches(secret, key?.hash) || !key) return undefined;
    if (isUseDue(key)) await this.touch(key);
    return key.principal;
  }

  /** The key of a prefix, whatever the secret. */
  private async read({ tenantId, prefix, kind }: KeyParts): Promise<KnownKey | undefined> {
    const [row] = await this.database.read({ tenantId }, presentedKey, prefix);
    // Everyone can read a publishable key: rewritten as a secret key it is not valid.
    if (row?.kind !== kind) return undefined;
    return { principal: principalOf(tenantId, row), hash: row.hash, usedAt: row.lastUsedAt?.getTime() ?? 0 };
  }

  /** The last use is only informative: a failure to write it must not refuse a valid key. */
  private async touch(key: KnownKey): Promise<void> {
    const { id, tenantId } = key.principal;
    key.usedAt = Date.now();
    await this.database.transaction({ tenantId }, (tx) => tx.run(touchKey, id)).catch(() => undefined);
  }
}

/** Whether a use must be written: once a minute at most. */
function isUseDue({ usedAt }: KnownKey): boolean {
  return Date.now() - usedAt > 60_000;
}

function principalOf(tenantId: string, row: PresentedKeyRow): KnownKey['principal'] {
  const { id, kind, name, scopes, userId, role, userName, expiresAt } = row;
  const of = { kind: 'key', id, tenantId, ...(expiresAt && { expiresAt }) } as const;
  const publishable = kind === 'publishable' && { publishable: true as const };
  if (!userId || !role) return { ...of, ...publishable, name, permissions: scopesInForce(kind, scopes) };
  return { ...of, name: userName ?? name, permissions: scopesOfUser(tenantId, role, scopes), userId };
}
