import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { ErasureReceiptDto, ErasureReceipts } from '#platform/data-lifecycle';
import { Answers } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { parseToken } from '../tokens/secret-token.js';
import { ErasureCancellation } from './erasure-cancellation.js';
import { ErasureLinkDto } from './erasures.dto.js';

/** What persons do with the links in the mails about their erasure: they cannot sign in any more. */
@ApiTags('Sign-in')
@Public()
@AlsoForOperators()
@Priority('normal')
@Controller('v1/auth/:tenant/erasure')
export class OwnErasureController {
  constructor(
    private readonly cancellation: ErasureCancellation,
    private readonly receipts: ErasureReceipts,
  ) {}

  /**
   * Cancel the erasure that I asked for, with the secret of the link in the mail about it. It works once, until the grace
   * period ends; afterwards I may sign in again.
   */
  @Post('cancel')
  @HttpCode(204)
  @Answers('erasure_link_invalid', 'erasure_not_found', 'erasure_begun')
  cancelOwnErasure(@Body() { token }: ErasureLinkDto): Promise<void> {
    return this.cancellation.cancel(currentTenant().id, token);
  }

  /**
   * Read the receipt of my erasure, with the secret of the link in the last mail, as often as I want for 30 days.
   * `palier receipt verify` checks it.
   */
  @Post('receipt')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers('receipt_link_invalid', 'receipt_not_ready', 'receipt_missing')
  readOwnReceipt(@Body() { token }: ErasureLinkDto): Promise<ErasureReceiptDto> {
    return this.receipts.byLink(currentTenant().id, parseToken(token)?.hash);
  }
}
