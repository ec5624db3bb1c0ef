import { Controller, Get, Query } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { declareFlag, RequireFlag } from '#platform/flags';
import { Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { TagsDto, TagsQueryDto } from './tags.dto.js';
import { TagsService } from './tags.service.js';

declareFlag('catalog.tags', {
  default: true,
  about: {
    en: 'The list of a store’s tags with their counts.',
    fr: 'La liste des étiquettes d’une boutique, avec leurs décomptes.',
  },
});

@Tag('Tags', 'The tags of a store’s apps, for everyone.')
@Controller('v1/stores/:tenant/tags')
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  /** List a store's tags, with the number of apps of each. */
  @Get()
  @Public()
  @Priority('sheddable')
  @RequireFlag('catalog.tags')
  @CachedResponse({ ttl: 60, tags: () => ['tags'] })
  list(@Query() query: TagsQueryDto): Promise<TagsDto> {
    return this.tags.list(currentTenant().id, query);
  }
}
