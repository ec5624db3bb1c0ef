import { AsyncResource } from 'node:async_hooks';
import type { KeyObject } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { chooseSigner } from './choose-signer.js';
import { KeyRing } from './key-ring.js';
import { drawSigningKey, openSigningKey, type Signer } from './signing-key.js';
import { signingKeysProblems } from './signing-keys.errors.js';
import { insertSigningKey, keysInForce, lockSigningKeys, type SigningKeyRow } from './signing-keys.sql.js';

/** Provides the key with which this process signs, and makes one where it can open none. */
@Injectable()
export class TokenSigner {
  private readonly log = new Logger('SigningKeys');
  /** By `kid`; undefined for a key that another master key sealed. */
  private readonly opened = new Map<string, KeyObject | undefined>();
  private making: Promise<Signer | undefined> | undefined;
  /** Runs outside the caller's ambient transaction: otherwise its rollback could delete a key that has signed. */
  private readonly makeApart = AsyncResource.bind(() => this.make());

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly master: MasterKey,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `no_signing_key` (503) with Retry-After */
  async current(): Promise<Signer> {
    try {
      const signer = this.choose(await this.ring.all()) ?? (await this.makeOnce());
      if (signer) return signer;
      throw new Error('The new signing key was not found.');
    } catch (cause) {
      this.log.error(`No access token can be signed: ${cause}`);
      throw signingKeysProblems.no_signing_key({}, { cause, headers: { 'Retry-After': '2' } });
    }
  }

  /** Whether this process can open one of these keys, or there is none to open. */
  sharesMasterKey(keys: readonly SigningKeyRow[]): boolean {
    return keys.length === 0 || keys.some((key) => this.open(key));
  }

  private makeOnce(): Promise<Signer | undefined> {
    this.making ??= this.makeApart().finally(() => {
      this.making = undefined;
    });
    return this.making;
  }

  private async make(): Promise<Signer | undefined> {
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      await tx.run(lockSigningKeys);
      const keys = await tx.run(keysInForce);
      if (this.choose(keys)) return;
      if (!this.sharesMasterKey(keys)) this.log.warn(foreign);
      const { kid, x, y, sealed } = drawSigningKey(this.master);
      await tx.run(insertSigningKey, kid, x, y, sealed, 0);
      await this.audit.record(tx, { action: 'auth.signing-key.created', targetKind: 'signing-key', targetId: kid });
      tx.afterCommit(() => this.ring.changed());
    });
    await this.ring.refresh();
    return this.choose(await this.ring.all());
  }

  private choose(keys: readonly SigningKeyRow[]): Signer | undefined {
    const key = chooseSigner(keys.filter((each) => this.open(each)));
    const privateKey = key && this.open(key);
    return privateKey && { kid: key.kid, privateKey };
  }

  private open(key: SigningKeyRow): KeyObject | undefined {
    if (!this.opened.has(key.kid)) this.opened.set(key.kid, openSigningKey(this.master, key));
    return this.opened.get(key.kid);
  }
}

const foreign =
  'The master key of this process opens none of the current signing keys, so it makes one of its own, which all processes accept. Give every process the same PALIER_MASTER_KEY.';
