import { AsyncResource } from 'node:async_hooks';
import { type KeyObject, sign } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { drawSignatureKey, openSignatureKey } from './signature-key.js';
import { insertSignatureKey, lockSignatureKeys, type SignatureKeyRow, signatureKeys } from './signature-keys.sql.js';
import { signaturesProblems } from './signatures.errors.js';

/** Seconds for which a key is published before it signs: the longest that readers may keep the set of keys. */
const published = 60;

const platform = { tenantId: PLATFORM_TENANT_ID };

/** A signature by the deployment (Ed25519, RFC 8032). */
export interface Signature {
  /** The `kid` of the public key. */
  readonly keyId: string;
  /** 64 bytes. */
  readonly signature: Buffer;
}

/** A public key (RFC 7517, RFC 8037). */
export interface PublicKey {
  readonly kid: string;
  /** 32 bytes as base64url. */
  readonly x: string;
}

/** Signs what the deployment gives away, so that anybody can check later that it came from here, unchanged. */
@Injectable()
export class Signatures {
  private readonly log = new Logger('Signatures');
  /** Runs outside the caller's ambient transaction: otherwise its rollback could delete a key that has signed. */
  private readonly keyApart = AsyncResource.bind(() => this.key());

  constructor(
    private readonly database: Database,
    private readonly master: MasterKey,
    private readonly audit: Audit,
  ) {}

  /**
   * Signs with the newest key; makes the first one.
   *
   * @param bytes beginning with what tells their purpose, so that a signature never passes for one of another
   * @throws Problem `database_unavailable` (503), `master_key` (500)
   */
  async sign(bytes: Uint8Array): Promise<Signature> {
    return (await this.signer())(bytes);
  }

  /**
   * Like `sign` for what is known only within a transaction: the key is read before it, so that the transaction does not wait
   * for a second connection while it holds its own.
   *
   * @throws Problem `database_unavailable` (503), `master_key` (500)
   */
  async signer(): Promise<(bytes: Uint8Array) => Signature> {
    const { kid, privateKey } = await this.keyApart();
    return (bytes) => ({ keyId: kid, signature: sign(null, bytes, privateKey) });
  }

  /** The public keys of everything that was ever signed, the newest first. */
  async publicKeys(): Promise<PublicKey[]> {
    const rows = await this.database.read(platform, signatureKeys);
    return rows.map(({ kid, x }) => ({ kid, x }));
  }

  /**
   * Makes a new key, which is published for a minute before it signs. The former keys stay published.
   *
   * @throws Problem `signature_keys_sealed` (409) when this process can open none of the keys
   */
  rotate(): Promise<{ kid: string; signsFrom: Date }> {
    return this.database.transaction(platform, async (tx) => {
      await tx.run(lockSignatureKeys);
      const keys = await tx.run(signatureKeys);
      const shared = keys.length === 0 || keys.some((key) => openSignatureKey(this.master, key));
      if (!shared) throw signaturesProblems.signature_keys_sealed();
      return this.make(tx, 'rotated', published);
    });
  }

  private async key(): Promise<{ kid: string; privateKey: KeyObject }> {
    const present = this.choose(await this.database.read(platform, signatureKeys));
    if (present) return present;
    const row = await this.database.transaction(platform, async (tx) => {
      await tx.run(lockSignatureKeys);
      const keys = await tx.run(signatureKeys);
      if (this.choose(keys)) return undefined;
      if (keys.length > 0) this.log.warn(foreign);
      return this.make(tx, 'created', 0);
    });
    const made = this.choose(row ? [row] : await this.database.read(platform, signatureKeys));
    if (!made) throw new Error('The new signature key was not found.');
    return made;
  }

  /** The newest key that may sign and that this process can open; where none may yet, the oldest. */
  private choose(rows: readonly SignatureKeyRow[]): { kid: string; privateKey: KeyObject } | undefined {
    for (const row of [...rows.filter(({ due }) => due), ...rows.filter(({ due }) => !due).reverse()]) {
      const privateKey = openSignatureKey(this.master, row);
      if (privateKey) return { kid: row.kid, privateKey };
    }
    return undefined;
  }

  private async make(tx: Transaction, how: 'created' | 'rotated', seconds: number): Promise<SignatureKeyRow> {
    const { kid, x, sealed } = drawSignatureKey(this.master);
    const [row] = await tx.run(insertSignatureKey, kid, x, sealed, seconds);
    const target = { targetKind: 'signature-key', targetId: kid };
    await this.audit.record(tx, { action: `platform.signature-key.${how}`, ...target });
    return row as SignatureKeyRow;
  }
}

const foreign =
  'The master key of this process opens none of the keys that sign, so it makes one of its own, which is published too. Give every process the same PALIER_MASTER_KEY.';
