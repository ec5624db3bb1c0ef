import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { inBody } from '#platform/problems';
import { ProductContexts, platformTenant, TenantDirectory } from '#platform/tenancy';
import { deleteEnded } from '../deliveries/deliveries.sql.js';
import { Turns } from '../deliveries/turns.js';
import { forgetTurn, lockTurn } from '../deliveries/turns.sql.js';
import { declaredWebhookEvents } from '../events/declare-webhook-event.js';
import type { WebhookEvent } from '../events/webhook-event.js';
import { webhooksProblems } from '../webhooks.errors.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { shownUrl, webhookUrl } from './endpoint-url.js';
import {
  changeWebhook,
  countWebhooks,
  deleteWebhook,
  insertWebhook,
  lockWebhook,
  lockWebhooks,
  rotateSecret,
  webhookById,
  webhookList,
} from './endpoints.sql.js';
import type { NewWebhookAnswerDto, WebhookDto } from './webhook.dto.js';

/** The properties of a webhook to create. */
type CreateWebhook = Pick<WebhookDto, 'url' | 'events'> & Partial<Pick<WebhookDto, 'description' | 'form'>>;

/** Changes of a webhook; what is left out stays. */
interface UpdateWebhook extends Partial<Omit<CreateWebhook, 'form'>> {
  readonly disabled?: boolean | undefined;
}

/** Webhooks of a tenant, at most. */
const MOST = 20;
/** Messages that one transaction deletes: others of the tenant wait for it. */
const DELETED_AT_ONCE = 5000;

/** Throws where a version is not one that the caller accepts. */
type CheckVersion = (version: number) => void;

/** Keeps where the events of tenants are sent. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly secrets: EndpointSecrets,
    private readonly turns: Turns,
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  /** The events that a tenant's webhooks may ask for, by type: those of contexts that its product lacks never happen. */
  eventsOf(tenantId: string): readonly WebhookEvent[] {
    const tenant = this.directory.byId(tenantId) ?? platformTenant;
    return this.products.among(tenant, declaredWebhookEvents(), ({ type }) => type);
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<WebhookDto>> {
    return readList(rowsOfTenant(this.database, tenantId), webhookList, query);
  }

  /** @throws Problem `webhook_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<WebhookDto> {
    const [webhook] = await this.database.read({ tenantId }, webhookById, id);
    if (!webhook) throw webhooksProblems.webhook_not_found({ id });
    return webhook;
  }

  /** @throws Problem `invalid_webhook_url` (400), `destination_refused`, `unknown_webhook_event` (422), `too_many_webhooks` (409) */
  create(tenantId: string, input: CreateWebhook): Promise<NewWebhookAnswerDto> {
    const { form = 'standard', events, description = '' } = input;
    const url = this.urlOf(tenantId, input.url);
    this.assertKnown(tenantId, events);
    const secret = form === 'standard' ? this.secrets.generate() : null;
    const sealed = secret === null ? null : this.secrets.seal('secret', secret);
    const address = [this.secrets.seal('url', url), shownUrl(form, url)] as const;
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockWebhooks, tenantId);
      const [count] = await tx.run(countWebhooks);
      if ((count?.total ?? 0) >= MOST) throw webhooksProblems.too_many_webhooks({ limit: MOST });
      const values = [form, ...address, sealed, events, description] as const;
      const [webhook] = await tx.run(insertWebhook, tenantId, newId(), ...values);
      if (!webhook) throw new Error('A webhook was not inserted.');
      await this.record(tx, 'created', webhook.id);
      return { ...webhook, secret };
    });
  }

  /**
   * Changes, disables or enables a webhook. Messages that waited while it was disabled are sent once it is enabled.
   *
   * @throws Problem `webhook_not_found` (404), `invalid_webhook_url` (400), `destination_refused`, `unknown_webhook_event` (422)
   */
  async change(tenantId: string, id: string, changes: UpdateWebhook, check: CheckVersion): Promise<WebhookDto> {
    const { events, description, disabled } = changes;
    const url = changes.url === undefined ? undefined : this.urlOf(tenantId, changes.url);
    this.assertKnown(tenantId, events ?? []);
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockTurn);
      const { form } = await this.locked(tx, id, check);
      const [sealed, shown] = url ? [this.secrets.seal('url', url), shownUrl(form, url)] : [null, null];
      const values = [sealed, shown, events ?? null, description ?? null, disabled ?? null] as const;
      const [webhook] = await tx.run(changeWebhook, id, ...values);
      await this.record(tx, 'changed', id);
      if (disabled === false) await this.turns.take(tx, tenantId);
      return webhook as WebhookDto;
    });
  }

  /**
   * Gives a webhook a new secret. The former one signs messages, too, until its overlap ends.
   *
   * @param overlapHours 0 to 168
   * @throws Problem `webhook_not_found` (404), `webhook_not_signed` (409)
   */
  rotate(tenantId: string, id: string, overlapHours: number): Promise<NewWebhookAnswerDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const { form } = await this.locked(tx, id);
      if (form !== 'standard') throw webhooksProblems.webhook_not_signed();
      const secret = this.secrets.generate();
      const [webhook] = await tx.run(rotateSecret, id, this.secrets.seal('secret', secret), overlapHours);
      await this.record(tx, 'secret-rotated', id, { overlapHours });
      return { ...(webhook as WebhookDto), secret };
    });
  }

  /**
   * Its deliveries are deleted with it. Those that ended may be very many, and go in steps; 10,000 at most wait. Once some are
   * gone, it is deleted whatever version it has meanwhile.
   *
   * @throws Problem `webhook_not_found` (404)
   */
  async delete(tenantId: string, id: string, check: CheckVersion): Promise<void> {
    let more = await this.deleteStep(tenantId, id, check);
    while (more) more = await this.deleteStep(tenantId, id);
  }

  private deleteStep(tenantId: string, id: string, check?: CheckVersion): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockTurn);
      await this.locked(tx, id, check);
      const [step] = await tx.run(deleteEnded, id, DELETED_AT_ONCE);
      if (step?.more) return true;
      await tx.run(deleteWebhook, id);
      await tx.run(forgetTurn);
      await this.record(tx, 'deleted', id);
      return false;
    });
  }

  private async locked(tx: Transaction, id: string, check: CheckVersion = () => undefined): Promise<WebhookDto> {
    const [webhook] = await tx.run(lockWebhook, id);
    if (!webhook) throw webhooksProblems.webhook_not_found({ id });
    check(webhook.version);
    return webhook;
  }

  private assertKnown(tenantId: string, events: readonly string[]): void {
    const known = new Set(this.eventsOf(tenantId).map(({ type }) => type));
    const at = events.findIndex((type) => !known.has(type));
    if (at < 0) return;
    const code = 'unknown_webhook_event';
    const detail = { en: 'must be a declared event', fr: 'doit être un événement déclaré' };
    throw webhooksProblems[code]({ type: events[at] ?? '' }, inBody(code, `/events/${at}`, detail));
  }

  private urlOf(tenantId: string, text: string): string {
    return webhookUrl(text, this.directory.byId(tenantId)?.networks ?? []);
  }

  private record(tx: Transaction, what: string, id: string, details: { overlapHours?: number } = {}): Promise<void> {
    return this.audit.record(tx, { action: `webhooks.webhook.${what}`, targetKind: 'webhook', targetId: id, details });
  }
}
