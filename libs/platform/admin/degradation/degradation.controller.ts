import { Body, Controller, Get, Put } from '@nestjs/common';
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

  /**
   * Read the degradation level.
   *
   * @remarks Asks every process for its own, for a second at most.
   */
  @Get()
  @Allow('platform.degradation.read')
  async read(): Promise<DegradationOverviewDto> {
    const [asked, changes] = await Promise.all([this.processes.ask(), this.changes.last()]);
    return { ...this.degradation.present, ...asked, changes };
  }

  /**
   * Set the degradation level.
   *
   * @remarks In force in every process within a second.
   */
  @Put()
  @Allow('platform.degradation.write')
  write(@Body() { level, reason = '', forSeconds, hold = false }: SetDegradationDto): Promise<DegradationDto> {
    const lasts = forSeconds === undefined ? undefined : { seconds: forSeconds, hold };
    return this.degradation.set(level, reason, lasts);
  }
}
