import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Answers, assertDigest, BodyStream, StreamedBody, Tag, type UploadedBody } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { journalProblems } from '../journal.errors.js';
import { type ProviderName, providerNames } from '../payment-providers/payment-provider.js';
import { PaymentProvidersService } from '../payment-providers/payment-providers.service.js';
import { PurchasesService } from './purchases.service.js';

const Provider = () =>
  Param('provider', {
    transform(name: string): string {
      if (!providerNames.some((known) => known === name)) throw journalProblems.payment_provider_not_found();
      return name;
    },
  });

@Tag('Payment events', 'Where payment providers deliver their events, signed.')
@Controller('v1/ingest/:tenant/purchases')
export class PaymentEventsController {
  constructor(
    private readonly providers: PaymentProvidersService,
    private readonly purchases: PurchasesService,
  ) {}

  /**
   * Deliver an event: a notification of the App Store (V2), or an event of Stripe. The signature covers the bytes of the body.
   * One that was delivered before, or changes nothing here, is acknowledged: GET /v1/journal/payment-events says why.
   */
  @Post(':provider')
  @Public()
  @Priority('normal')
  @HttpCode(204)
  @StreamedBody({ types: ['application/json'], limit: 262_144, required: true, limitedAsWhole: true })
  @Answers('payment_provider_not_found', 'event_not_signed', 'provider_secret_sealed')
  async deliver(
    @Provider() name: ProviderName,
    @BodyStream() { stream, digest }: UploadedBody,
    @Req() { headers }: FastifyRequest,
  ): Promise<void> {
    const body = await buffer(stream);
    assertDigest(digest, createHash('sha256').update(body).digest());
    const { id: tenantId } = currentTenant();
    const provider = await this.providers.open(tenantId, name);
    // Not told apart from a bad signature: only who holds the secret learns who is paid how.
    if (!provider) throw journalProblems.event_not_signed();
    await this.purchases.receive(tenantId, name, await provider.readEvent(body, headers));
  }
}
