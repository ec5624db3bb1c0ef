import { Body, Controller, Get, Put } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Tag } from '#platform/http';
import { maySell } from '../journal.access.js';
import {
  AppStoreSettingsDto,
  PaymentProviderDto,
  PaymentProvidersDto,
  StripeSettingsDto,
} from './payment-providers.dto.js';
import { PaymentProvidersService } from './payment-providers.service.js';

@Tag('Payment providers', 'Who takes payments for the tenant’s products, and how what they sign is verified.')
@Priority('normal')
@maySell()
@Controller('v1/journal/payment-providers')
export class PaymentProvidersController {
  constructor(private readonly providers: PaymentProvidersService) {}

  /** List the payment providers that are set up, without their secrets. */
  @Get()
  async list(@Caller() { tenantId }: Caller): Promise<PaymentProvidersDto> {
    return { data: await this.providers.list(tenantId) };
  }

  /** Set up the App Store, or replace its settings. */
  @Put('app-store')
  putAppStore(@Body() settings: AppStoreSettingsDto, @Caller() { tenantId }: Caller): Promise<PaymentProviderDto> {
    return this.providers.putAppStore(tenantId, settings);
  }

  /** Set up Stripe, or replace its secret. */
  @Put('stripe')
  putStripe(@Body() { webhookSecret }: StripeSettingsDto, @Caller() { tenantId }: Caller): Promise<PaymentProviderDto> {
    return this.providers.putStripe(tenantId, webhookSecret);
  }
}
