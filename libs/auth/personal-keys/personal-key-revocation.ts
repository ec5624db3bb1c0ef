import { Injectable } from '@nestjs/common';
import { KeyChanges } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { lockUser, revokeKeysOfUser, revokeSomeKeys } from './personal-keys.sql.js';

/** Keys that one transaction revokes, at most. */
const BATCH = 100;

/**
 * Revokes all personal keys of users whose sessions have just ended: whoever had a session may have made a key.
 * They are refused from the next request on.
 */
@Injectable()
export class PersonalKeyRevocation {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly changes: KeyChanges,
  ) {}

  /**
   * Waits for keys that are being created. One that is created later is refused, since its session has ended.
   *
   * @param tx begun after the sessions ended
   * @returns how many keys were revoked
   */
  async ofUser(tx: Transaction, userId: string): Promise<number> {
    await tx.run(lockUser, userId);
    return this.noted(tx, await tx.run(revokeKeysOfUser, userId));
  }

  /** In batches. @returns how many keys were revoked */
  async ofTenant(tenantId: string): Promise<number> {
    let [total, after] = [0, { userId: NIL_ID, id: NIL_ID }];
    for (let found = BATCH; found === BATCH; total += found) {
      const revoked = await this.database.transaction({ tenantId }, async (tx) => {
        const keys = await tx.run(revokeSomeKeys, after.userId, after.id, BATCH);
        await this.noted(tx, keys);
        return keys;
      });
      found = revoked.length;
      after = revoked.reduce((last, key) => (place(key) > place(last) ? key : last), after);
    }
    return total;
  }

  private async noted(tx: Transaction, keys: readonly { userId: string; id: string }[]): Promise<number> {
    for (const userId of new Set(keys.map((key) => key.userId))) this.changes.announce(tx, userId);
    const lines = keys.map(({ id }) => ({ action: 'auth.api-key.revoked', targetKind: 'api-key', targetId: id }));
    await Promise.all(lines.map((line) => this.audit.record(tx, line)));
    return keys.length;
  }
}

/** As PostgreSQL orders them: the text of UUIDs has the order of their bytes. */
const place = ({ userId, id }: { userId: string; id: string }) => `${userId}${id}`;
