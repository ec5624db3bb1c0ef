import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { askingStore } from '../session-store/session-store.errors.js';
import { SessionStore } from '../session-store/session-store.js';
import { tryWrite } from './sign-in.sql.js';

/**
 * Whether a sign-in could be completed, asked before a password is compared: else the right password
 * alone would be told that sessions are unavailable.
 */
@Injectable()
export class SignInReadiness {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly masterKey: MasterKey,
  ) {}

  /**
   * @param email normalised
   * @param userId undefined where nobody has the address: a part of the store answers for them too, always the same
   * @throws Problem `sessions_unavailable` (503)
   */
  async assert(tenantId: string, email: string, userId: string | undefined): Promise<void> {
    const write = () => this.database.transaction({ tenantId }, (tx) => tx.run(tryWrite));
    await Promise.all([askingStore(write), this.store.assertBegins(tenantId, userId ?? this.nobody(tenantId, email))]);
  }

  /** An id that nobody can foresee, so that the part of the store says nothing of the address. */
  private nobody(tenantId: string, email: string): string {
    const key = this.masterKey.derive('auth.sign-in-readiness');
    const hex = createHmac('sha256', key)
      .update(JSON.stringify([tenantId, email]))
      .digest('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  }
}
