import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { Answers } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { ErasureCancellation } from './erasure-cancellation.js';
import { ErasureCancellationDto } from './erasures.dto.js';

@ApiTags('Sign-in')
@Public()
@Priority('normal')
@Controller('v1/auth/:tenant/erasure')
export class ErasureCancellationController {
  constructor(private readonly cancellation: ErasureCancellation) {}

  /**
   * Cancel the erasure that I asked for, with the secret of the link in the mail about it. It works once, until the grace
   * period ends; afterwards I may sign in again.
   */
  @Post('cancel')
  @HttpCode(204)
  @AlsoForOperators()
  @Answers('erasure_link_invalid', 'erasure_not_found', 'erasure_begun')
  cancelOwnErasure(@Body() { token }: ErasureCancellationDto): Promise<void> {
    return this.cancellation.cancel(currentTenant().id, token);
  }
}
