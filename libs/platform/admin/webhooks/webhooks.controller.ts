import { Body, Controller, Delete, Get, Header, HttpCode, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, AtVersion, assertVersion, Id, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { platformTenant, tenantInForce } from '#platform/tenancy';
import { NewWebhookAnswerDto, WebhookDto, Webhooks, webhooksProblems } from '#platform/webhooks';
import { NewWebhookDto, SecretRotationDto, WebhookChangesDto, WebhookEventsDto, WebhooksDto } from './webhooks.dto.js';

export const mayRead = () => Allow('webhooks.read', { least: 'admin' });
export const mayWrite = () => Allow('webhooks.write', { least: 'admin' });
export const WebhookId = () => Id('id', webhooksProblems.webhook_not_found);
const At = () => AtVersion(webhooksProblems.webhook_not_found);

@Tag('Webhooks', 'Where the events of the tenant are sent.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  /** List the webhooks of the tenant, the newest first. */
  @Get()
  @mayRead()
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<WebhooksDto> {
    return this.webhooks.list(tenantId, query);
  }

  /** List the events that webhooks of the tenant may ask for. */
  @Get('events')
  @mayRead()
  listWebhookEvents(@Req() { palier: { locale } }: FastifyRequest, @Caller() { tenantId }: Caller): WebhookEventsDto {
    const data = this.webhooks.eventsOf(tenantId).map(({ type, version, description, example }) => {
      const about = {
        type,
        version,
        timestamp: '2026-11-22T12:00:00.000Z',
        tenant: tenantInForce()?.slug ?? platformTenant.slug,
      };
      return { type, version, description: description[locale], example: { ...about, data: example } };
    });
    return { data };
  }

  /** Read a webhook. */
  @Get(':id')
  @mayRead()
  @Answers('webhook_not_found')
  read(@WebhookId() id: string, @Caller() { tenantId }: Caller): Promise<WebhookDto> {
    return this.webhooks.byId(tenantId, id);
  }

  /** Create a webhook. Only this answer shows its secret. A tenant has 20 at most. */
  @Post()
  @mayWrite()
  @Idempotent({ secret: true })
  @Header('cache-control', 'no-store')
  @Answers('invalid_webhook_url', 'destination_refused', 'unknown_webhook_event', 'too_many_webhooks')
  create(@Body() webhook: NewWebhookDto, @Caller() { tenantId }: Caller): Promise<NewWebhookAnswerDto> {
    return this.webhooks.create(tenantId, webhook);
  }

  /** Change, disable or enable a webhook, at the version given by If-Match. Messages that waited are sent once it is enabled. */
  @Patch(':id')
  @mayWrite()
  @Answers('webhook_not_found', 'invalid_webhook_url', 'destination_refused', 'unknown_webhook_event')
  change(
    @At() { id, versions }: AtVersion,
    @Body() changes: WebhookChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<WebhookDto> {
    return this.webhooks.change(tenantId, id, changes, (version) => assertVersion(versions, version));
  }

  /** Delete a webhook and its deliveries, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('webhook_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.webhooks.delete(tenantId, id, (version) => assertVersion(versions, version));
  }

  /** Give a webhook a new secret. Messages have a signature of each until the overlap is over. */
  @Post(':id/rotate-secret')
  @mayWrite()
  @Idempotent({ secret: true })
  @Header('cache-control', 'no-store')
  @Answers('webhook_not_found', 'webhook_not_signed')
  rotateWebhookSecret(
    @WebhookId() id: string,
    @Body() { overlapHours = 24 }: SecretRotationDto,
    @Caller() { tenantId }: Caller,
  ): Promise<NewWebhookAnswerDto> {
    return this.webhooks.rotate(tenantId, id, overlapHours);
  }
}
