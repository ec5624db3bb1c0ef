import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayRead, mayWrite } from '../journal.access.js';
import { PRODUCTS_TAG } from '../products/products.service.js';
import { Entitlements } from './entitlements.js';
import { EntitlementsDto, PurchaseDto, PurchasesDto, ReceiptDto } from './purchases.dto.js';
import { PurchasesService } from './purchases.service.js';

@Tag('Purchases', 'What the signed-in user bought, and may use because of it.')
@Priority('normal')
@Controller('v1/journal')
export class PurchasesController {
  constructor(
    private readonly purchases: PurchasesService,
    private readonly entitlements: Entitlements,
  ) {}

  /** List my payments, the latest first. */
  @Get('purchases')
  @mayRead()
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<PurchasesDto> {
    return this.purchases.list(personOf(caller), query);
  }

  /** Hand in the receipt of a purchase that I made. One that is known already is answered as it is now. */
  @Post('purchases')
  @HttpCode(200)
  @mayWrite()
  @Idempotent()
  @Answers('no_account', 'receipt_refused', 'receipt_of_another', 'product_unknown', 'provider_secret_sealed')
  claim(@Body() receipt: ReceiptDto, @Caller() caller: Caller): Promise<PurchaseDto> {
    return this.purchases.claim(personOf(caller), receipt);
  }

  /** Read what I may use. It is kept for five minutes: compare `until` with the time. */
  @Get('entitlements')
  @mayRead()
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [PRODUCTS_TAG] })
  @Answers('no_account')
  async entitled(@Caller() caller: Caller): Promise<EntitlementsDto> {
    return { premium: await this.entitlements.premium(personOf(caller)) };
  }
}
