import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import type { DomainEvent } from '#platform/events';
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { insertDeliveries } from '../deliveries/deliveries.sql.js';
import { Turns } from '../deliveries/turns.js';
import type { WebhookForm } from '../endpoints/endpoint.js';
import { webhooksFor } from '../endpoints/endpoints.sql.js';
import { bodyOf, type Message } from './message-body.js';
import type { WebhookEvent } from './webhook-event.js';

/** A message to write: what it says, and the same as one line of plain text. */
interface OutgoingMessage {
  /** The same for all webhooks and tries. */
  readonly messageId: string;
  /** Messages of one subject arrive in order. */
  readonly subject: string;
  readonly message: Message;
  readonly text: string;
}

/** Writes messages for the webhooks of a tenant. */
@Injectable()
export class FanOut {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly turns: Turns,
  ) {}

  /** Writes the message of an event once for each webhook that asks for it. */
  async send(tx: Transaction, declared: WebhookEvent, event: DomainEvent): Promise<void> {
    const { id, tenantId, subject, occurredAt } = event;
    const { type, version } = declared;
    const tenant = this.directory.byId(tenantId);
    const webhooks = tenant ? await tx.run(webhooksFor, type) : [];
    if (!tenant || webhooks.length === 0) return;
    const data = await declared.data(event, tx);
    if (!data) return;
    const message = { type, version, timestamp: occurredAt.toISOString(), tenant: tenant.slug, data };
    const text = declared.text(data, tenant.locale);
    await this.write(tx, tenantId, webhooks, { messageId: `msg_${id}`, subject, message, text });
  }

  /** @returns the ids of the deliveries, one for each webhook for which not too many wait */
  async write(
    tx: Transaction,
    tenantId: string,
    webhooks: readonly { readonly id: string; readonly form: WebhookForm }[],
    { messageId, subject, message, text }: OutgoingMessage,
  ): Promise<string[]> {
    const rows = webhooks.map(({ id, form }) => ({
      id: newId(),
      endpoint_id: id,
      body: bodyOf(form, message, text),
    }));
    // First: no other transaction then ends or adds messages of the same subject.
    await this.turns.take(tx, tenantId);
    const written = await tx.run(insertDeliveries, tenantId, messageId, message.type, subject, JSON.stringify(rows));
    return written.map(({ id }) => id);
  }
}
