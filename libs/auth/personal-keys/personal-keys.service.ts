import { Injectable } from '@nestjs/common';
import { type Caller, KeyChanges } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import type { KeyDto, NewKeyAnswerDto } from '../api-keys/api-keys.dto.js';
import { apiKeysProblems } from '../api-keys/api-keys.errors.js';
import {
  type CreateKey,
  insertNew,
  presentKey,
  refusePast,
  refusePlatformTenant,
} from '../api-keys/api-keys.service.js';
import { GivenScopes } from '../api-keys/given-scopes.js';
import { AuthMails } from '../mails/auth-mails.js';
import { Givers } from '../members/givers.js';
import { membersProblems } from '../members/members.errors.js';
import { signedIn } from '../profile/signed-in.js';
import { SessionStore } from '../session-store/session-store.js';
import { countPersonalKeys, lockUser, personalKeyList, revokePersonalKey } from './personal-keys.sql.js';

/** Keys in force of one user, at most. */
const MOST = 20;

/** Lists, creates and revokes the keys that act as their user. */
@Injectable()
export class PersonalKeysService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly givers: Givers,
    private readonly changes: KeyChanges,
    private readonly scopes: GivenScopes,
    private readonly sessions: SessionStore,
    private readonly mails: AuthMails,
  ) {}

  /** @throws Problem `no_account` (403), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(caller: Caller, query: ListQuery): Promise<ListAnswer<KeyDto>> {
    const rows = rowsOfPerson(this.database, signedIn(caller));
    return readList(rows, personalKeyList, query, (key) => presentKey(caller.tenantId, key));
  }

  /**
   * Creates a key that acts as the caller, and mails them that it exists.
   *
   * @throws Problem `key_scope_refused`, `key_expiry_past` (400), `no_account`, `keys_of_operators`, `no_longer_allowed`
   *   (403), `too_many_personal_keys` (409), `sessions_unavailable` (503)
   */
  async create(caller: Caller, input: Omit<CreateKey, 'kind'>): Promise<NewKeyAnswerDto> {
    const session = signedIn(caller);
    const { tenantId, userId } = session;
    refusePlatformTenant(tenantId);
    refusePast(input.expiresAt);
    const key = { ...input, kind: 'personal' } as const;
    // The session is read on the same connection.
    return this.database.ambient({ tenantId }, async (tx) => {
      await tx.run(lockUser, userId);
      this.scopes.check(tenantId, await this.givers.now(tx, tenantId, caller, 'me.write'), key);
      // Where it ended since the request began, the keys of its user have been revoked already.
      if (!(await this.sessions.status(session)).alive) throw membersProblems.no_longer_allowed();
      const [kept] = await tx.run(countPersonalKeys, userId);
      if ((kept?.total ?? 0) >= MOST) throw apiKeysProblems.too_many_personal_keys({ most: MOST });
      const made = await insertNew(tx, tenantId, userId, key);
      await this.audit.record(tx, { action: 'auth.api-key.created', targetKind: 'api-key', targetId: made.id });
      await this.mails.queue(tx, tenantId, { kind: 'key-created', userId, keyId: made.id });
      return made;
    });
  }

  /**
   * Revokes a key of the caller: it is refused from the next request on.
   *
   * @throws Problem `no_account` (403), `key_not_found` (404)
   */
  async revoke(caller: Caller, id: string): Promise<void> {
    const { tenantId, userId } = signedIn(caller);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [revoked] = await tx.run(revokePersonalKey, id, userId);
      if (!revoked) throw apiKeysProblems.key_not_found({ id });
      await this.audit.record(tx, { action: 'auth.api-key.revoked', targetKind: 'api-key', targetId: id });
      this.changes.announce(tx, id);
    });
  }
}
