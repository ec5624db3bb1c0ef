import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Priority } from '#platform/access';
import { Degradation, DegradationChanges, DegradationDto, DegradationProcesses } from '#platform/degradation';
import { Tag } from '#platform/http';
import { DegradationOverviewDto, SetDegradationDto } from './degradation.dto.js';

@Tag('Platform: degradation', 'For operators: what is refused while the deployment is overloaded.')
@Priority('vital')
@Controller('v1/platform/degradation')
export class DegradationController {
  constructor(
    private readonly degradation: Degradation,
    private readonly processes: DegradationProcesses,
    private readonly changes: DegradationChanges,
  ) {}

  @Get()
  @Allow('platform.degradation.read')
  @ApiOperation({
    summary: 'Read the degradation level',
    description: 'Asks every process for its own, for a second at most.',
  })
  async read(): Promise<DegradationOverviewDto> {
    const [asked, changes] = await Promise.all([this.processes.ask(), this.changes.last()]);
    return { ...this.degradation.present, ...asked, changes };
  }

  @Put()
  @Allow('platform.degradation.write')
  @ApiOperation({ summary: 'Set the degradation level', description: 'In force in every process within a second.' })
  write(@Body() { level, reason = '', forSeconds, hold = false }: SetDegradationDto): Promise<DegradationDto> {
    const lasts = forSeconds === undefined ? undefined : { seconds: forSeconds, hold };
    return this.degradation.set(level, reason, lasts);
  }
}
