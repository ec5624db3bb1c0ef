import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { KeyRing } from './key-ring.js';
import { drawSigningKey } from './signing-key.js';
import { signingKeysProblems } from './signing-keys.errors.js';
import {
  insertSigningKey,
  keysInForce,
  lockSigningKeys,
  retireOthers,
  type SigningKeyRow,
} from './signing-keys.sql.js';
import { TokenSigner } from './token-signer.js';

/** Seconds for which a key is published before it signs: the maximum caching time of the JWKS. */
const published = 60;
/** Seconds for which a key verifies after its replacement signs: the lifetime of a token, and a minute for clock differences. */
const verifying = 660;

/** A signing key as seen by operators. */
export type ListedSigningKey = Readonly<Omit<SigningKeyRow, 'x' | 'y' | 'sealed'>>;

const platform = { tenantId: PLATFORM_TENANT_ID };

/** The keys that sign access tokens. */
@Injectable()
export class SigningKeys {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly signer: TokenSigner,
    private readonly master: MasterKey,
    private readonly audit: Audit,
  ) {}

  /** The keys that still verify, the oldest first. */
  async list(): Promise<ListedSigningKey[]> {
    return (await this.database.read(platform, keysInForce)).map(listed);
  }

  /**
   * Makes a new key that replaces all others. It signs a minute after it was published, and the others verify for as
   * long as a token signed by them may be valid.
   *
   * @param now whether it signs at once, without the minute for caches of the JWKS
   * @throws Problem `foreign_master_key` (409) where this process can open none of the other keys
   */
  rotate(now: boolean): Promise<ListedSigningKey> {
    return this.database.transaction(platform, async (tx) => {
      await tx.run(lockSigningKeys);
      const keys = await tx.run(keysInForce);
      if (!this.signer.sharesMasterKey(keys)) throw signingKeysProblems.foreign_master_key();
      const { kid, x, y, sealed } = drawSigningKey(this.master);
      const [row] = await tx.run(insertSigningKey, kid, x, y, sealed, now ? 0 : published);
      if (!row) throw new Error('A signing key was not inserted.');
      await tx.run(retireOthers, kid, verifying);
      await this.audit.record(tx, { action: 'auth.signing-key.rotated', targetKind: 'signing-key', targetId: kid });
      tx.afterCommit(() => this.ring.changed());
      return listed(row);
    });
  }
}

function listed({ kid, createdAt, signsFrom, verifiesUntil }: SigningKeyRow): ListedSigningKey {
  return { kid, createdAt, signsFrom, verifiesUntil };
}
