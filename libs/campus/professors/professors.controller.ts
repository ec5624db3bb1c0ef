import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Id, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister, mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { ProfessorContentDto, ProfessorDto, ProfessorsDto, ProfessorsQueryDto } from './professors.dto.js';
import { ProfessorsService } from './professors.service.js';

const ProfessorId = () => Id('id', campusProblems.professor_not_found);
const At = () => AtVersion(campusProblems.professor_not_found);

@Tag('Professors', 'Professors and the subjects that they teach. Admins write them.')
@Versioned()
@Priority('normal')
@Controller('v1/campus/professors')
export class ProfessorsController {
  constructor(private readonly professors: ProfessorsService) {}

  /** List professors: to staff those who teach in their places, to professors and students none. */
  @Get()
  @mayEdit()
  @Answers('no_campus_scope')
  list(@Query() query: ProfessorsQueryDto, @Caller() caller: Caller): Promise<ProfessorsDto> {
    return this.professors.list(caller, query);
  }

  /** Read a professor. */
  @Get(':id')
  @mayEdit()
  @Answers('no_campus_scope', 'professor_not_found')
  read(@ProfessorId() id: string, @Caller() caller: Caller): Promise<ProfessorDto> {
    return this.professors.byId(caller, id);
  }

  /** Add a professor. */
  @Post()
  @mayAdminister()
  @Idempotent()
  @Answers('address_taken', 'unknown_subject')
  create(@Body() professor: ProfessorContentDto, @Caller() caller: Caller): Promise<ProfessorDto> {
    return this.professors.create(caller, professor);
  }

  /** Change a professor and what they teach, at the version given by If-Match. */
  @Put(':id')
  @mayAdminister()
  @Answers('professor_not_found', 'address_taken', 'unknown_subject')
  change(@At() at: AtVersion, @Body() professor: ProfessorContentDto, @Caller() caller: Caller): Promise<ProfessorDto> {
    return this.professors.change(caller, at, professor);
  }

  /** Delete a professor, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayAdminister()
  @Answers('professor_not_found')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.professors.delete(caller, at);
  }
}
