import type { TokenSubject } from '#platform/access';
import type { SessionStore } from '../session-store/session-store.js';
import { unknown } from './revocations.errors.js';
import type { ShardTally } from './shard-tally.js';
import { standsIn } from './stands-in.js';
import { TokenAuthority } from './token-authority.js';

/** PostgreSQL is one shard: a tenant's sessions end there in one statement, which leaves nothing to mark. */
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
      const standing = await this.store.standing({ tenantId, userId, id });
      this.tally.validated('postgresql', performance.now() - begun);
      return standsIn(standing, subject);
    } catch (cause) {
      throw unknown(cause);
    }
  }

  async markTenant(): Promise<void> {}
}
