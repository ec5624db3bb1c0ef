import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Priority } from '#platform/access';
import { type Flag, Flags } from '#platform/flags';
import { Answers, assertVersion, type ExpectedVersions, IfMatch, ListQueryDto, Tag, Versioned } from '#platform/http';
import { flagList } from './flag-list.js';
import { FlagDto, FlagSettingDto, FlagsDto } from './flags.dto.js';

@Tag('Platform: flags', 'For operators: the feature flags.')
@Versioned()
@Priority('vital')
@Controller('v1/platform/flags')
export class FlagsController {
  constructor(private readonly flags: Flags) {}

  @Get()
  @Allow('platform.flags.read')
  @Answers('page_out_of_reach')
  @ApiOperation({ summary: 'List the feature flags, by name' })
  async list(@Query() query: ListQueryDto): Promise<FlagsDto> {
    const { data, page } = await flagList(this.flags.all(), query);
    return { data: data.map(present), page };
  }

  @Get(':name')
  @Allow('platform.flags.read')
  @Answers('flag_not_found')
  @ApiOperation({ summary: 'Read a feature flag' })
  read(@Param('name') name: string): FlagDto {
    return present(this.flags.get(name));
  }

  @Put(':name')
  @Allow('platform.flags.write')
  @Answers('flag_not_found')
  @ApiOperation({
    summary: 'Set a feature flag, at the version that If-Match names',
    description: 'In force in every process within a second.',
  })
  async write(
    @Param('name') name: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() body: FlagSettingDto,
  ): Promise<FlagDto> {
    const { enabled, percentage = 100 } = body;
    const { environmentsOn = [], environmentsOff = [], tenantsOn = [], tenantsOff = [] } = body;
    const changed = await this.flags.change(name, (_present, current) => {
      assertVersion(versions, current);
      return { enabled, percentage, environmentsOn, environmentsOff, tenantsOn, tenantsOff };
    });
    return present(changed);
  }
}

function present({ name, about, default: byDefault, setting }: Flag): FlagDto {
  return {
    name,
    about: about.en,
    byDefault,
    enabled: setting?.enabled ?? byDefault,
    percentage: setting?.percentage ?? 100,
    environmentsOn: [...(setting?.environmentsOn ?? [])],
    environmentsOff: [...(setting?.environmentsOff ?? [])],
    tenantsOn: [...(setting?.tenantsOn ?? [])],
    tenantsOff: [...(setting?.tenantsOff ?? [])],
    version: setting?.version ?? 0,
  };
}
