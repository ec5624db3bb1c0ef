import { Injectable } from '@nestjs/common';
import { MemberKeys, type Principal, secretMatches } from '#platform/access';
import { Database } from '#platform/database';
import { TenantDirectory } from '#platform/tenancy';
import { presentedKey, touchKey } from './api-keys.sql.js';
import { parseKey } from './key-text.js';
import { scopesInForce, scopesOfUser } from './scopes.js';

/**
 * Verifies members' keys. It reads the database each time, in one round trip: a revoked key, and a personal key whose
 * user lost the role, is refused with the next request, in every process.
 */
@Injectable()
export class StoredMemberKeys extends MemberKeys {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
  ) {
    super();
  }

  override async verify(credential: string): Promise<Principal | undefined> {
    const parts = parseKey(credential);
    // A suspended tenant is refused later in the request pipeline; a deleted tenant needs no query.
    if (!parts || !this.directory.byId(parts.tenantId)) return undefined;
    const { tenantId, prefix, secret } = parts;
    const [key] = await this.database.read({ tenantId }, presentedKey, prefix);
    // Everyone can read a publishable key: rewritten as a secret key it is not valid.
    if (!secretMatches(secret, key?.hash) || !key || key.kind !== parts.kind) return undefined;
    if (!key.lastUsedAt || Date.now() - key.lastUsedAt.getTime() > 60_000) await this.touch(tenantId, key.id);
    const { id, name, scopes, userId, role, userName, expiresAt } = key;
    const of = { kind: 'key', id, tenantId, ...(expiresAt && { expiresAt }) } as const;
    if (!userId || !role) return { ...of, name, permissions: scopesInForce(key.kind, scopes) };
    return { ...of, name: userName ?? name, permissions: scopesOfUser(tenantId, role, scopes), userId };
  }

  /** The last use is only informative: a failure to write it must not refuse a valid key. */
  private async touch(tenantId: string, id: string): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(touchKey, id)).catch(() => undefined);
  }
}
