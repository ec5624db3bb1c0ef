import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, type ExpectedVersions, Id, IfMatch, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { Places } from './places.service.js';
import { NewUfrDto, PlaceChangesDto, UfrDto } from './structure.dto.js';
import { ufrs } from './structure.service.js';

const PlaceId = () => Id('id', campusProblems.not_in_structure);

@ApiTags('Structure')
@Versioned()
@Priority('normal')
@mayAdminister()
@Controller('v1/campus/ufrs')
export class UfrsController {
  constructor(private readonly places: Places) {}

  /** Create a UFR. */
  @Post()
  @Idempotent()
  @Answers('name_taken', 'is_archived', 'unknown_place')
  create(@Body() content: NewUfrDto, @Caller() { tenantId }: Caller): Promise<UfrDto> {
    return this.places.create(tenantId, ufrs, content);
  }

  /** Change or archive a UFR, at the version given by If-Match. What is archived stays readable. */
  @Put(':id')
  @Answers('not_in_structure', 'name_taken')
  change(
    @PlaceId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() content: PlaceChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<UfrDto> {
    return this.places.change(tenantId, ufrs, id, content, versions);
  }

  /** Delete a UFR that nothing uses, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  delete(@PlaceId() id: string, @IfMatch() versions: ExpectedVersions, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, ufrs, id, versions);
  }
}
