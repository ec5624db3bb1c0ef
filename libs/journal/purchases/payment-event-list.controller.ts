import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { maySell } from '../journal.access.js';
import { PaymentEventsDto, PaymentEventsQueryDto } from './payment-events.dto.js';
import { PurchasesService } from './purchases.service.js';

@ApiTags('Payment events')
@Priority('normal')
@Controller('v1/journal/payment-events')
export class PaymentEventListController {
  constructor(private readonly purchases: PurchasesService) {}

  /** List the events that payment providers delivered to the tenant, the latest first: what became of each, and why. */
  @Get()
  @maySell()
  list(@Query() query: PaymentEventsQueryDto, @Caller() { tenantId }: Caller): Promise<PaymentEventsDto> {
    return this.purchases.listEvents(tenantId, query);
  }
}
