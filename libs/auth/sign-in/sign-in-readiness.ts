import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, DatabaseStatistics, databaseProblems, statement } from '#platform/database';
import { uuidOf } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { askingStore } from '../session-store/session-store.errors.js';
import { SessionStore } from '../session-store/session-store.js';

/** Changes nothing, and fails where the database is read-only. */
export const tryWrite = statement<object, []>('auth.sign-in.try-write')`
  update auth.users set last_sign_in_at = last_sign_in_at where false`;

/**
 * Checks that a sign-in could be completed before any password is compared. Otherwise only the right password would
 * get the answer that sessions are unavailable, and so be revealed.
 */
@Injectable()
export class SignInReadiness {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly masterKey: MasterKey,
    private readonly statistics: DatabaseStatistics,
  ) {}

  /**
   * @param email normalised
   * @param userId undefined for an unknown address: then a shard is checked that is always the same for the address
   * @throws Problem `sessions_unavailable` (503), `storage_full` (507)
   */
  async assert(tenantId: string, email: string, userId: string | undefined): Promise<void> {
    // A write that changes nothing needs no space.
    if (this.statistics.storageFull) throw databaseProblems.storage_full();
    const write = () => this.database.transaction({ tenantId }, (tx) => tx.run(tryWrite));
    await Promise.all([askingStore(write), this.store.assertBegins(tenantId, userId ?? this.decoyId(tenantId, email))]);
  }

  /** A user id that cannot be predicted, so that the shard reveals nothing about the address. */
  private decoyId(tenantId: string, email: string): string {
    const key = this.masterKey.derive('auth.sign-in-readiness');
    const hash = createHmac('sha256', key)
      .update(JSON.stringify([tenantId, email]))
      .digest();
    return uuidOf(hash.subarray(0, 16));
  }
}
