import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayRead, mayWrite } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { FilterContentDto, FilterDto, FiltersDto } from './filters.dto.js';
import { FiltersService } from './filters.service.js';

const At = () => AtVersion(feedsProblems.filter_not_found);

@Tag('Filters', 'What the tenant keeps, drops or marks of what its feeds bring.')
@Versioned()
@Priority('normal')
@Controller('v1/feeds/filters')
export class FiltersController {
  constructor(private readonly filters: FiltersService) {}

  /** List the filters, by name. */
  @Get()
  @mayRead()
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<FiltersDto> {
    return this.filters.list(tenantId, query);
  }

  /** Create a filter. */
  @Post()
  @mayWrite()
  @Idempotent()
  @Answers('filter_name_taken', 'too_many_filters', 'unknown_folder', 'unknown_subscription')
  create(@Body() filter: FilterContentDto, @Caller() { tenantId }: Caller): Promise<FilterDto> {
    return this.filters.create(tenantId, filter);
  }

  /** Replace a filter, at the version given by If-Match. Posts that it marked keep the mark. */
  @Put(':id')
  @mayWrite()
  @Answers('filter_not_found', 'filter_name_taken', 'unknown_folder', 'unknown_subscription')
  replace(
    @At() { id, versions }: AtVersion,
    @Body() filter: FilterContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<FilterDto> {
    return this.filters.replace(tenantId, id, filter, versions);
  }

  /** Delete a filter, at the version given by If-Match. Posts that it marked stay, without the mark. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('filter_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.filters.delete(tenantId, id, versions);
  }
}
