import type { TokenSubject } from '#platform/access';
import type { SessionStore } from '../session-store/session-store.js';
import { unknown } from './revocations.errors.js';
import type { ShardTally } from './shard-tally.js';
import { isTokenValid, TokenAuthority } from './token-authority.js';

/** With PostgreSQL there is one shard: a tenant's sessions are all in one table, so no mark is needed. */
export class PostgresTokenAuthority extends TokenAuthority {
  constructor(
    private readonly store: SessionStore,
    private readonly tally: ShardTally,
  ) {
    super();
  }

  async confirm(subject: TokenSubject): Promise<boolean> {
    const begun = performance.now();
    const { tenantId, userId, sessionId: id } = subject;
    try {
      const status = await this.store.status({ tenantId, userId, id });
      this.tally.validated('postgresql', performance.now() - begun);
      return isTokenValid(status, subject);
    } catch (cause) {
      throw unknown(cause);
    }
  }

  async markTenant(): Promise<void> {}
}
