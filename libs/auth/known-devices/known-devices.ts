import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { makeToken, parseToken, type SecretToken } from '../tokens/secret-token.js';
import { insertDevice, knownDevice, seeDevice } from './known-devices.sql.js';

/**
 * The devices that someone signed in from, or reset their password on: for 180 days after the last time, and 20 of them
 * at most. Their tokens grant no access: others' failed tries do not slow them down.
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly database: Database) {}

  /**
   * The parsed device token; undefined where it is not a known device of the account with this address.
   *
   * @param email normalised
   */
  async find(tenantId: string, email: string, text: string | undefined): Promise<SecretToken | undefined> {
    const token = text === undefined ? undefined : parseToken(text);
    if (!token) return undefined;
    const [found] = await this.database.read({ tenantId }, knownDevice, token.id, token.hash, email);
    return found ? token : undefined;
  }

  /** Records a sign-in from a known device. */
  async see(tx: Transaction, { id: userId, hash }: SecretToken): Promise<void> {
    await tx.run(seeDevice, userId, hash);
  }

  /** Adds a known device. @returns its token, to be sent to it once */
  async add(tx: Transaction, tenantId: string, userId: string): Promise<string> {
    const { hash, text } = makeToken(userId);
    await tx.run(insertDevice, tenantId, userId, hash);
    return text;
  }
}
