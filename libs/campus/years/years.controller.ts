import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { NewYearDto, YearChangesDto, YearDto } from './years.dto.js';
import { YearsService } from './years.service.js';

const At = () => AtVersion(campusProblems.not_in_structure);

@ApiTags('Structure')
@Versioned()
@Priority('normal')
@mayAdminister()
@Controller('v1/campus/years')
export class YearsController {
  constructor(private readonly years: YearsService) {}

  /** Prepare an academic year. */
  @Post()
  @Idempotent()
  @Answers('name_taken', 'year_ends_too_early')
  create(@Body() year: NewYearDto, @Caller() { tenantId }: Caller): Promise<YearDto> {
    return this.years.create(tenantId, year);
  }

  /** Change, open or close an academic year, at the version given by If-Match. One at a time is open. */
  @Put(':id')
  @Answers(
    'not_in_structure',
    'name_taken',
    'another_year_is_open',
    'year_cannot_become',
    'passages_at_work',
    'year_ends_too_early',
  )
  change(@At() at: AtVersion, @Body() changes: YearChangesDto, @Caller() { tenantId }: Caller): Promise<YearDto> {
    return this.years.change(tenantId, at, changes);
  }

  /** Delete an academic year without enrolments, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @Answers('not_in_structure', 'in_use')
  delete(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.years.delete(tenantId, at);
  }
}
