import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { type DeviceToken, newDeviceToken, readDeviceToken } from './device-token.js';
import { insertDevice, knownDevice, seeDevice } from './known-devices.sql.js';

/** The devices that someone signed in from, or reset their password on: for 180 days after the last time, and 20 of them at most. */
@Injectable()
export class KnownDevices {
  constructor(private readonly database: Database) {}

  /**
   * The parsed device token; undefined where it is not a known device of the account with this address.
   *
   * @param email normalised
   */
  async find(tenantId: string, email: string, text: string | undefined): Promise<DeviceToken | undefined> {
    const token = text === undefined ? undefined : readDeviceToken(text);
    if (!token) return undefined;
    const [found] = await this.database.read({ tenantId }, knownDevice, token.userId, token.hash, email);
    return found ? token : undefined;
  }

  /** Records a sign-in from a known device. */
  async see(tx: Transaction, { userId, hash }: DeviceToken): Promise<void> {
    await tx.run(seeDevice, userId, hash);
  }

  /** Adds a known device. @returns its token, to be sent to it once */
  async add(tx: Transaction, tenantId: string, userId: string): Promise<string> {
    const { hash, text } = newDeviceToken(userId);
    await tx.run(insertDevice, tenantId, userId, hash);
    return text;
  }
}
