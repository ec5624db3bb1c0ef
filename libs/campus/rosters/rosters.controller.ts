import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, BodyStream, Id, ListQueryDto, StreamedBody, Tag, type UploadedBody } from '#platform/http';
import type { Operation } from '#platform/operations';
import { mayAdminister } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { csvBody, ofCsvUploads } from './csv-uploads.js';
import { ApplyRosterDto, CheckRosterDto, NewRosterQueryDto, RosterDto, RosterRefusalsDto } from './rosters.dto.js';
import { RostersService } from './rosters.service.js';

const RosterId = () => Id('id', campusProblems.roster_not_found);

@Tag('Rosters', 'Files of the students of a year: uploaded, checked, and then applied.')
@Priority('normal')
@mayAdminister()
@Controller('v1/campus/rosters')
export class RostersController {
  constructor(private readonly rosters: RostersService) {}

  /**
   * Upload a CSV of students, in UTF-8 or Windows-1252, with or without a byte order mark, and separated by `;`, `,` or tabs. The
   * first line names the columns.
   */
  @Post()
  @StreamedBody(csvBody)
  @Answers('not_in_structure', 'year_is_closed', ...ofCsvUploads)
  upload(
    @Query() { year }: NewRosterQueryDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<RosterDto> {
    return this.rosters.receive(caller, year, body);
  }

  /** Read what is known of a roster. */
  @Get(':id')
  @Answers('roster_not_found')
  one(@RosterId() id: string, @Caller() { tenantId }: Caller): Promise<RosterDto> {
    return this.rosters.one(tenantId, id);
  }

  /** Check a roster: nothing is changed, and its counts say what applying it would do. */
  @Post(':id/check')
  @StartsOperation()
  @Answers('roster_not_found', 'roster_applied', 'unknown_column')
  check(@RosterId() id: string, @Body() how: CheckRosterDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.rosters.check(tenantId, id, how);
  }

  /** Apply a roster that was checked: students are added and changed, and where the check was told so, those who are missing leave. */
  @Post(':id/apply')
  @StartsOperation()
  @Answers('roster_not_found', 'roster_not_checked', 'roster_applied', 'too_many_changes')
  apply(
    @RosterId() id: string,
    @Body() { changes }: ApplyRosterDto,
    @Caller() { tenantId }: Caller,
  ): Promise<Operation> {
    return this.rosters.apply(tenantId, id, changes);
  }

  /** List the lines that were refused, with the field and the reason. */
  @Get(':id/refusals')
  @Answers('roster_not_found')
  refusals(
    @RosterId() id: string,
    @Query() query: ListQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<RosterRefusalsDto> {
    return this.rosters.refusals(tenantId, id, query);
  }

  /** Delete a roster with its file. What was applied stays. */
  @Delete(':id')
  @HttpCode(204)
  @Answers('roster_not_found')
  delete(@RosterId() id: string, @Caller() { tenantId }: Caller): Promise<void> {
    return this.rosters.delete(tenantId, id);
  }
}
