import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Id, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { PersonsQueryDto } from '../persons/person.dto.js';
import { StaffContentDto, StaffDto, StaffMemberDto } from './staff.dto.js';
import { StaffService } from './staff.service.js';

const StaffId = () => Id('id', campusProblems.staff_not_found);
const At = () => AtVersion(campusProblems.staff_not_found);

@Tag('Staff', 'The staff of universities and UFRs, who keep the students of their places. Admins keep the staff.')
@Versioned()
@Priority('normal')
@mayAdminister()
@Controller('v1/campus/staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  /** List the staff of the tenant, by name. */
  @Get()
  list(@Query() query: PersonsQueryDto, @Caller() { tenantId }: Caller): Promise<StaffDto> {
    return this.staff.list(tenantId, query);
  }

  /** Read a member of the staff. */
  @Get(':id')
  @Answers('staff_not_found')
  read(@StaffId() id: string, @Caller() { tenantId }: Caller): Promise<StaffMemberDto> {
    return this.staff.byId(tenantId, id);
  }

  /** Add a member of the staff. */
  @Post()
  @Idempotent()
  @Answers('address_taken', 'unknown_place')
  create(@Body() member: StaffContentDto, @Caller() { tenantId }: Caller): Promise<StaffMemberDto> {
    return this.staff.create(tenantId, member);
  }

  /** Change a member of the staff and their places, at the version given by If-Match. */
  @Put(':id')
  @Answers('staff_not_found', 'address_taken', 'unknown_place')
  change(
    @At() at: AtVersion,
    @Body() member: StaffContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<StaffMemberDto> {
    return this.staff.change(tenantId, at, member);
  }

  /** Delete a member of the staff, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @Answers('staff_not_found')
  delete(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.staff.delete(tenantId, at);
  }
}
