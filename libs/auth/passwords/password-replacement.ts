import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { AuthMails } from '../mails/auth-mails.js';
import { PersonalKeyRevocation } from '../personal-keys/personal-key-revocation.js';
import type { Ending } from '../session-store/session.js';
import { Sessions } from '../sessions/sessions.js';

export interface Replacement {
  readonly tenantId: string;
  readonly userId: string;
  readonly action: 'auth.password.changed' | 'auth.password.reset';
  /** The sessions that end. */
  readonly ends: Ending;
}

/** Replaces a password, and ends what the former one or an intruder may have opened: sessions, reset links and personal keys. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly database: Database,
    private readonly tokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly keys: PersonalKeyRevocation,
    private readonly mails: AuthMails,
    private readonly audit: Audit,
  ) {}

  /**
   * Ends the sessions first, so that nothing changes where they cannot be ended and the request may be sent again;
   * and once more at the end, for sessions that began with the former password in between.
   *
   * @param set sets the password; where it throws, the former password stays
   * @throws Problem `sessions_unavailable`, `revocation_not_told` (503)
   */
  async replace(replacement: Replacement, set: (tx: Transaction) => Promise<void>): Promise<void> {
    const { tenantId, userId, action, ends } = replacement;
    await this.sessions.end(tenantId, userId, ends);
    await this.database.transaction({ tenantId }, async (tx) => {
      await set(tx);
      await this.tokens.void(tx, userId, 'reset-password');
      await inActor({ kind: 'member', id: userId }, async () => {
        await this.keys.ofUser(tx, userId);
        await this.audit.record(tx, { action, targetKind: 'user', targetId: userId });
      });
      await this.mails.queue(tx, tenantId, { kind: 'password-changed', userId });
    });
    await this.sessions.end(tenantId, userId, ends);
  }
}
