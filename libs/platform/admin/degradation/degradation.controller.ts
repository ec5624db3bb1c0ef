import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Priority } from '#platform/access';
import { Degradation } from '#platform/degradation';
import { Tag } from '#platform/http';
import { DegradationDto, SetDegradationDto } from './degradation.dto.js';

@Tag('Platform: degradation', 'For operators: what is refused while the deployment is overloaded.')
@Priority('vital')
@Controller('v1/platform/degradation')
export class DegradationController {
  constructor(private readonly degradation: Degradation) {}

  @Get()
  @Allow('platform.degradation.read')
  @ApiOperation({ summary: 'Read the degradation level' })
  read(): DegradationDto {
    return this.degradation.present;
  }

  @Put()
  @Allow('platform.degradation.write')
  @ApiOperation({ summary: 'Set the degradation level', description: 'In force in every process within a second.' })
  write(@Body() { level, reason = '' }: SetDegradationDto): Promise<DegradationDto> {
    return this.degradation.set(level, reason);
  }
}
