import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { Deliveries, webhooksProblems } from '#platform/webhooks';
import {
  DeliveriesQueryDto,
  presentDelivery,
  WebhookDeliveriesDto,
  WebhookDeliveryDetailsDto,
} from './deliveries.dto.js';
import { mayRead, mayWrite, WebhookId } from './webhooks.controller.js';

const DeliveryId = () => Id('deliveryId', webhooksProblems.webhook_delivery_not_found);

@Tag('Webhooks', 'Where the events of the tenant are sent.')
@Priority('normal')
@Controller('v1/webhooks/:id')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  /** List what was sent to a webhook within 30 days, the latest first. */
  @Get('deliveries')
  @mayRead()
  @Answers('webhook_not_found')
  list(
    @WebhookId() id: string,
    @Query() query: DeliveriesQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<WebhookDeliveriesDto> {
    return this.deliveries.list(tenantId, id, query);
  }

  /** Read a delivery with its tries. */
  @Get('deliveries/:deliveryId')
  @mayRead()
  @Answers('webhook_not_found', 'webhook_delivery_not_found')
  async read(
    @WebhookId() id: string,
    @DeliveryId() deliveryId: string,
    @Req() { palier: { locale } }: FastifyRequest,
    @Caller() { tenantId }: Caller,
  ): Promise<WebhookDeliveryDetailsDto> {
    return presentDelivery(await this.deliveries.byId(tenantId, id, deliveryId), locale);
  }

  /** Send a message of the type `webhook.test`, as every webhook gets it. */
  @Post('test')
  @HttpCode(202)
  @mayWrite()
  @Idempotent()
  @Answers('webhook_not_found', 'webhook_disabled', 'too_many_waiting_messages')
  async testWebhook(
    @WebhookId() id: string,
    @Req() { palier: { locale } }: FastifyRequest,
    @Caller() { tenantId }: Caller,
  ): Promise<WebhookDeliveryDetailsDto> {
    return presentDelivery(await this.deliveries.test(tenantId, id), locale);
  }

  /** Send a message again, now and with the same id. One that waits for an earlier one of its subject still does. */
  @Post('deliveries/:deliveryId/redeliver')
  @HttpCode(202)
  @mayWrite()
  @Idempotent()
  @Answers('webhook_not_found', 'webhook_delivery_not_found', 'webhook_disabled', 'too_many_waiting_messages')
  async redeliver(
    @WebhookId() id: string,
    @DeliveryId() deliveryId: string,
    @Req() { palier: { locale } }: FastifyRequest,
    @Caller() { tenantId }: Caller,
  ): Promise<WebhookDeliveryDetailsDto> {
    return presentDelivery(await this.deliveries.redeliver(tenantId, id, deliveryId), locale);
  }
}
