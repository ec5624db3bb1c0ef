import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { mayEdit } from '../campus.access.js';
import { DashboardDto, DashboardQueryDto } from './dashboard.dto.js';
import { DashboardService } from './dashboard.service.js';

@Tag('Dashboard', 'What admins and staff see at once.')
@Priority('normal')
@Controller('v1/campus/dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  /**
   * Read the totals of a year, who is new, how many chapters are written, and what runs: to admins of all universities, to staff
   * of their places. Computed for each request.
   */
  @Get()
  @mayEdit()
  @Answers('no_campus_scope', 'dashboard_of_staff', 'not_in_structure')
  read(@Query() { year }: DashboardQueryDto, @Caller() caller: Caller): Promise<DashboardDto> {
    return this.dashboard.read(caller, year);
  }
}
