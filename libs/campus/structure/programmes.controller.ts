import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, type ExpectedVersions, Id, IfMatch, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { Places } from './places.service.js';
import { NewProgrammeDto, ProgrammeChangesDto, ProgrammeDto } from './structure.dto.js';
import { programmes } from './structure.service.js';

const PlaceId = () => Id('id', campusProblems.not_in_structure);

@ApiTags('Structure')
@Versioned()
@Priority('normal')
@mayAdminister()
@Controller('v1/campus/programmes')
export class ProgrammesController {
  constructor(private readonly places: Places) {}

  /** Create a programme. */
  @Post()
  @Idempotent()
  @Answers('name_taken', 'programme_code_taken', 'is_archived', 'unknown_place')
  create(@Body() content: NewProgrammeDto, @Caller() { tenantId }: Caller): Promise<ProgrammeDto> {
    return this.places.create(tenantId, programmes, content);
  }

  /** Change or archive a programme, at the version given by If-Match. What is archived stays readable. */
  @Put(':id')
  @Answers('not_in_structure', 'name_taken', 'programme_code_taken', 'level_in_use')
  change(
    @PlaceId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() content: ProgrammeChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<ProgrammeDto> {
    return this.places.change(tenantId, programmes, id, content, versions);
  }

  /** Delete a programme that nothing uses, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  delete(@PlaceId() id: string, @IfMatch() versions: ExpectedVersions, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, programmes, id, versions);
  }
}
