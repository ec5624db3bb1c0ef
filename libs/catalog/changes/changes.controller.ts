import { Controller, Get, Query } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { ChangesDto, ChangesQueryDto } from './changes.dto.js';
import { ChangesService } from './changes.service.js';

@Tag('Changes', 'What changes in a store, for mirrors and search engines.')
@Public()
@Priority('normal')
@Controller('v1/stores/:tenant/changes')
export class ChangesController {
  constructor(private readonly changes: ChangesService) {}

  /**
   * Read what was published, yanked, changed and removed, in the order in which it came into force. Who asks with the last
   * `page.next` misses nothing and reads nothing twice. To begin a copy, read to the end first, then all apps, and go on from
   * there. Changes are kept for 90 days.
   */
  @Get()
  // Whatever is recorded makes the lists of apps void, too.
  @CachedResponse({ ttl: 10, tags: () => ['apps'] })
  @Answers('invalid_cursor', 'changes_expired')
  list(@Query() query: ChangesQueryDto): Promise<ChangesDto> {
    return this.changes.since(currentTenant().id, query);
  }
}
