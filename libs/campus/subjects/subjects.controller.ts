import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister, mayRead } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { Places } from '../structure/places.service.js';
import { NewSubjectDto, SubjectChangesDto, SubjectDto, SubjectsDto, SubjectsQueryDto } from './subjects.dto.js';
import { SubjectsService, subjects } from './subjects.service.js';

const At = () => AtVersion(campusProblems.not_in_structure);

@Tag('Subjects', 'What is taught at each level of a programme.')
@Versioned()
@Priority('normal')
@Controller('v1/campus/subjects')
export class SubjectsController {
  constructor(
    private readonly subjects: SubjectsService,
    private readonly places: Places,
  ) {}

  /** List the subjects of a programme, by name. */
  @Get()
  @mayRead()
  @Answers('no_account')
  list(@Query() query: SubjectsQueryDto, @Caller() caller: Caller): Promise<SubjectsDto> {
    return this.subjects.list(caller, query);
  }

  /** Create a subject. */
  @Post()
  @mayAdminister()
  @Idempotent()
  @Answers('name_taken', 'is_archived', 'unknown_place', 'level_not_offered')
  create(@Body() content: NewSubjectDto, @Caller() { tenantId }: Caller): Promise<SubjectDto> {
    return this.places.create(tenantId, subjects, content);
  }

  /** Rename or archive a subject, at the version given by If-Match. What is archived stays readable. */
  @Put(':id')
  @mayAdminister()
  @Answers('not_in_structure', 'name_taken')
  change(@At() at: AtVersion, @Body() content: SubjectChangesDto, @Caller() { tenantId }: Caller): Promise<SubjectDto> {
    return this.places.change(tenantId, subjects, at, content);
  }

  /** Delete a subject that nothing uses, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayAdminister()
  @Answers('not_in_structure', 'in_use')
  delete(@At() at: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.places.delete(tenantId, subjects, at);
  }
}
