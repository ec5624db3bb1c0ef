import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import type { WebhookDisabled } from '#platform/webhooks';
import { administrators } from '../users/users.sql.js';
import { AuthMails } from './auth-mails.js';

/** Admins and owners who get the mail. */
const MOST = 20;

/** Tells the admins and owners of a tenant of a webhook that was disabled by itself. */
@Injectable()
@Subscribes<WebhookDisabled>('webhooks.webhook.disabled', 1, 'auth.mail-webhook-disabled')
export class MailWebhookDisabled implements Subscriber<WebhookDisabled> {
  constructor(private readonly mails: AuthMails) {}

  async handle({ tenantId }: DomainEvent<WebhookDisabled>, tx: Transaction): Promise<void> {
    for (const { id } of await tx.run(administrators, MOST)) {
      await this.mails.queue(tx, tenantId, { kind: 'webhook-disabled', userId: id });
    }
  }
}
