import { Controller, Get, Param, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { ActivityDto, ActivityQueryDto } from './activity.dto.js';
import { ActivityService } from './activity.service.js';

@Tag('Activity', 'How often apps are viewed and downloaded, for those who make them.')
@Priority('normal')
@Controller('v1/catalog/apps/:slug/activity')
export class ActivityController {
  constructor(private readonly activity: ActivityService) {}

  /**
   * Read how often an app was viewed and downloaded, day by day. What is counted shows within seconds, and is kept for two
   * years. What a browser or a proxy keeps and does not ask for again is not counted.
   */
  @Get()
  @Allow('catalog.read', { least: 'member' })
  @Answers('app_not_found', 'period_invalid')
  read(
    @Param('slug') slug: string,
    @Query() query: ActivityQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<ActivityDto> {
    return this.activity.ofApp(tenantId, slug, query);
  }
}
