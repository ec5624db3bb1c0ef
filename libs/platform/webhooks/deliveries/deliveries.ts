import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import type { Problem } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { lockWebhook, webhookById } from '../endpoints/endpoints.sql.js';
import { FanOut } from '../events/fan-out.js';
import { webhooksProblems } from '../webhooks.errors.js';
import { deliveryById, deliveryList, MOST_WAITING, sendAgain } from './deliveries.sql.js';
import type { DeliveryDetails, DeliveryState, WebhookDeliveryDto } from './delivery.dto.js';
import { Turns } from './turns.js';
import { lockTurn } from './turns.sql.js';

/** Selects deliveries, in one state or in any. */
interface DeliveryQuery extends ListQuery {
  readonly state?: DeliveryState | undefined;
}

/** Shows what was sent to webhooks, and sends it again. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly fanOut: FanOut,
    private readonly turns: Turns,
    private readonly directory: TenantDirectory,
  ) {}

  /** @throws Problem `webhook_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, webhookId: string, query: DeliveryQuery): Promise<ListAnswer<WebhookDeliveryDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    const answer = await readList(rows, deliveryList, { ...query, webhook: webhookId });
    if (answer.data.length === 0 && (await rows.read(webhookById, webhookId)).length === 0)
      throw webhooksProblems.webhook_not_found({ id: webhookId });
    return answer;
  }

  /** @throws Problem `webhook_delivery_not_found` (404) */
  async byId(tenantId: string, webhookId: string, id: string): Promise<DeliveryDetails> {
    const [delivery] = await this.database.read({ tenantId }, deliveryById, webhookId, id);
    if (!delivery) throw webhooksProblems.webhook_delivery_not_found({ id });
    return delivery;
  }

  /**
   * Sends a `webhook.test`.
   *
   * @throws Problem `webhook_not_found` (404), `webhook_disabled`, `too_many_waiting_messages` (409)
   */
  test(tenantId: string, webhookId: string): Promise<DeliveryDetails> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockTurn);
      const [webhook] = await tx.run(lockWebhook, webhookId);
      if (!webhook) throw webhooksProblems.webhook_not_found({ id: webhookId });
      if (webhook.disabledAt) throw webhooksProblems.webhook_disabled();
      const tenant = this.directory.byId(tenantId);
      const messageId = `msg_${newId()}`;
      const about = { type: 'webhook.test', version: 1, timestamp: new Date().toISOString() };
      const message = { ...about, tenant: tenant?.slug ?? '', data: { webhookId } };
      const text = tenant?.locale === 'fr' ? 'Essai d’un webhook de Palier.' : 'A test of a webhook of Palier.';
      // It waits for no other message.
      const written = { messageId, subject: messageId, message, text };
      const [id] = await this.fanOut.write(tx, tenantId, [webhook], written);
      if (!id) throw webhooksProblems.too_many_waiting_messages({ limit: MOST_WAITING });
      const [delivery] = await tx.run(deliveryById, webhookId, id);
      return delivery as DeliveryDetails;
    });
  }

  /**
   * Has a message tried again, now and with the same id.
   *
   * @throws Problem `webhook_delivery_not_found` (404), `webhook_disabled`, `too_many_waiting_messages` (409)
   */
  redeliver(tenantId: string, webhookId: string, id: string): Promise<DeliveryDetails> {
    return this.database.transaction({ tenantId }, async (tx) => {
      // First: no other transaction then adds messages that wait.
      await this.turns.take(tx, tenantId);
      const [webhook] = await tx.run(lockWebhook, webhookId);
      if (webhook?.disabledAt) throw webhooksProblems.webhook_disabled();
      const [delivery] = await tx.run(sendAgain, webhookId, id);
      if (!delivery) throw await refusal(tx, webhookId, id);
      const about = { targetKind: 'webhook', targetId: webhookId, details: { deliveryId: id } };
      await this.audit.record(tx, { action: 'webhooks.delivery.sent-again', ...about });
      return delivery;
    });
  }
}

async function refusal(tx: Transaction, webhookId: string, id: string): Promise<Problem> {
  const [found] = await tx.run(deliveryById, webhookId, id);
  if (!found) return webhooksProblems.webhook_delivery_not_found({ id });
  return webhooksProblems.too_many_waiting_messages({ limit: MOST_WAITING });
}
