import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayRead } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { LabelContentDto, LabelDto, LabelsDto } from './labels.dto.js';
import { LabelsService } from './labels.service.js';

const At = () => AtVersion(feedsProblems.label_not_found);

@Tag('Labels', 'The labels that the caller gives posts.')
@Versioned()
@Priority('normal')
@Controller('v1/feeds/labels')
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  /** List the labels of the caller, by name. */
  @Get()
  @mayRead()
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<LabelsDto> {
    return this.labels.list(personOf(caller), query);
  }

  /** Create a label. */
  @Post()
  @mayRead()
  @Idempotent()
  @Answers('no_account', 'label_name_taken', 'too_many_labels')
  create(@Body() label: LabelContentDto, @Caller() caller: Caller): Promise<LabelDto> {
    return this.labels.create(personOf(caller), label);
  }

  /** Rename a label, at the version given by If-Match. */
  @Put(':id')
  @mayRead()
  @Answers('no_account', 'label_not_found', 'label_name_taken')
  rename(
    @At() { id, versions }: AtVersion,
    @Body() label: LabelContentDto,
    @Caller() caller: Caller,
  ): Promise<LabelDto> {
    return this.labels.rename(personOf(caller), id, label, versions);
  }

  /** Delete a label, at the version given by If-Match. Its posts lose it. */
  @Delete(':id')
  @HttpCode(204)
  @mayRead()
  @Answers('no_account', 'label_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.labels.delete(personOf(caller), id, versions);
  }
}
