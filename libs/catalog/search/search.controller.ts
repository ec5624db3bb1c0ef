import { Controller, Get, Query } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { AppSearch } from './app-search.js';
import { AppFiltersDto, FacetsDto, SuggestionsDto, SuggestionsQueryDto } from './search.dto.js';

@Tag('Apps', 'The apps of a store, for everyone.')
@Public()
@Priority('normal')
@Controller('v1/stores/:tenant')
export class SearchController {
  constructor(private readonly search: AppSearch) {}

  /** Count the tags, licences and authors of the selected apps. */
  @Get('facets')
  @CachedResponse({ ttl: 60, tags: () => ['apps'] })
  @Answers('search_busy')
  facets(@Query() filters: AppFiltersDto): Promise<FacetsDto> {
    return this.search.facets(currentTenant().id, filters);
  }

  /** Suggest apps while somebody types. */
  @Get('suggestions')
  @CachedResponse({ ttl: 60, tags: () => ['apps'] })
  @Answers('search_busy')
  async suggestions(@Query() { prefix }: SuggestionsQueryDto): Promise<SuggestionsDto> {
    return { data: await this.search.suggest(currentTenant().id, prefix) };
  }
}
