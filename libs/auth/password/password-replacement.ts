import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { AuthMails } from '../mails/auth-mails.js';
import type { Ending } from '../session-store/session.js';
import { Sessions } from '../sessions/sessions.js';

export interface Replacement {
  readonly tenantId: string;
  readonly userId: string;
  readonly action: 'auth.password.changed' | 'auth.password.reset';
  /** Which sessions do not survive it. */
  readonly ends: Ending;
}

/** Puts a new password in the place of another, and ends what was begun to get round that: sessions, and links to reset it. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly database: Database,
    private readonly tokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly mails: AuthMails,
    private readonly audit: Audit,
  ) {}

  /**
   * Ends the sessions before, so that where they cannot be ended nothing changes and the request may
   * be sent again; and after, for those that the former password began in between.
   *
   * @param set sets the password, where it still may; what it throws keeps the former one
   * @throws Problem `sessions_unavailable`, `revocation_not_told` (503)
   */
  async replace(replacement: Replacement, set: (tx: Transaction) => Promise<void>): Promise<void> {
    const { tenantId, userId, action, ends } = replacement;
    await this.sessions.end(tenantId, userId, ends);
    await this.database.transaction({ tenantId }, async (tx) => {
      await set(tx);
      await this.tokens.void(tx, userId, 'reset-password');
      await inActor({ kind: 'member', id: userId }, () =>
        this.audit.record(tx, { action, targetKind: 'user', targetId: userId }),
      );
      await this.mails.queue(tx, tenantId, { kind: 'password-changed', userId });
    });
    await this.sessions.end(tenantId, userId, ends);
  }
}
