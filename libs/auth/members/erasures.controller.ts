import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { dataLifecycleProblems, ErasureDto, Erasures, ProvenErasureDto } from '#platform/data-lifecycle';
import { Answers, Id } from '#platform/http';
import { GRACE_DAYS } from './erasure-requests.js';
import { ErasureRequestDto } from './erasures.dto.js';
import { MembersService } from './members.service.js';

const write = () => Allow('members.write', { least: 'admin', revocation: 'strict' });

@ApiTags('Members')
@Priority('normal')
@Controller('v1/members/:id/erasure')
export class ErasuresController {
  constructor(
    private readonly members: MembersService,
    private readonly erasures: Erasures,
  ) {}

  /**
   * Ask for the erasure of a person, member or not any more. Their access ends at once; after the grace period all data
   * about them is deleted or loses their name, for good.
   */
  @Post()
  @HttpCode(202)
  @write()
  @Answers('person_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  request(
    @Id('id', dataLifecycleProblems.person_not_found) id: string,
    @Body() { graceDays = GRACE_DAYS }: ErasureRequestDto,
    @Caller() caller: Caller,
  ): Promise<ErasureDto> {
    return this.members.erase(caller, id, graceDays);
  }

  /** Read the erasure of a person, and its receipt once it has ended. */
  @Get()
  @Allow('members.read', { least: 'admin', revocation: 'strict' })
  @Answers('erasure_not_found')
  read(
    @Id('id', dataLifecycleProblems.erasure_not_found) userId: string,
    @Caller() { tenantId }: Caller,
  ): Promise<ProvenErasureDto> {
    return this.erasures.of({ tenantId, userId });
  }

  /** Cancel an erasure during its grace period. The member stays deactivated until you reactivate them. */
  @Delete()
  @HttpCode(204)
  @write()
  @Answers('erasure_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'erasure_begun')
  async cancel(@Id('id', dataLifecycleProblems.erasure_not_found) id: string, @Caller() caller: Caller): Promise<void> {
    await this.members.cancelErasure(caller, id);
  }
}
