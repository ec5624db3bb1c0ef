import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { Places } from './places.service.js';
import {
  NewProgrammeDto,
  NewUfrDto,
  NewUniversityDto,
  PlaceChangesDto,
  ProgrammeChangesDto,
  ProgrammeDto,
  UfrDto,
  UniversityDto,
} from './structure.dto.js';
import { programmes, ufrs, universities } from './structure.service.js';

const At = () => AtVersion(campusProblems.not_in_structure);

@ApiTags('Structure')
@Versioned()
@Priority('normal')
@mayAdminister()
@Controller('v1/campus')
export class PlacesController {
  constructor(private readonly places: Places) {}

  /** Create a university. */
  @Post('universities')
  @Idempotent()
  @Answers('name_taken')
  createUniversity(@Body() content: NewUniversityDto, @Caller() { tenantId }: Caller): Promise<UniversityDto> {
    return this.places.create(tenantId, universities, content);
  }

  /** Change or archive a university, at the version given by If-Match. What is archived stays readable. */
  @Put('universities/:id')
  @Answers('not_in_structure', 'name_taken')
  changeUniversity(
    @At() at: AtVersion,
    @Body() content: PlaceChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<UniversityDto> {
    return this.places.change(tenantId, universities, at, content);
  }

  /** Delete a university that nothing uses, at the version given by If-Match. */
  @Delete('universities/:id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  deleteUniversity(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, universities, at);
  }

  /** Create a UFR. */
  @Post('ufrs')
  @Idempotent()
  @Answers('name_taken', 'is_archived', 'unknown_place')
  createUfr(@Body() content: NewUfrDto, @Caller() { tenantId }: Caller): Promise<UfrDto> {
    return this.places.create(tenantId, ufrs, content);
  }

  /** Change or archive a UFR, at the version given by If-Match. What is archived stays readable. */
  @Put('ufrs/:id')
  @Answers('not_in_structure', 'name_taken')
  changeUfr(@At() at: AtVersion, @Body() content: PlaceChangesDto, @Caller() { tenantId }: Caller): Promise<UfrDto> {
    return this.places.change(tenantId, ufrs, at, content);
  }

  /** Delete a UFR that nothing uses, at the version given by If-Match. */
  @Delete('ufrs/:id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  deleteUfr(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, ufrs, at);
  }

  /** Create a programme. */
  @Post('programmes')
  @Idempotent()
  @Answers('name_taken', 'programme_code_taken', 'is_archived', 'unknown_place')
  createProgramme(@Body() content: NewProgrammeDto, @Caller() { tenantId }: Caller): Promise<ProgrammeDto> {
    return this.places.create(tenantId, programmes, content);
  }

  /** Change or archive a programme, at the version given by If-Match. What is archived stays readable. */
  @Put('programmes/:id')
  @Answers('not_in_structure', 'name_taken', 'programme_code_taken', 'level_in_use')
  changeProgramme(
    @At() at: AtVersion,
    @Body() content: ProgrammeChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<ProgrammeDto> {
    return this.places.change(tenantId, programmes, at, content);
  }

  /** Delete a programme that nothing uses, at the version given by If-Match. */
  @Delete('programmes/:id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  deleteProgramme(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, programmes, at);
  }
}
