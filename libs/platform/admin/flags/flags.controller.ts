import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { type Flag, FlagChanges, Flags, unruled } from '#platform/flags';
import { Answers, assertVersion, type ExpectedVersions, IfMatch, ListQueryDto, Tag, Versioned } from '#platform/http';
import { flagList } from './flag-list.js';
import { FlagChangesDto, FlagDto, FlagSettingDto, FlagsDto } from './flags.dto.js';

@Tag('Platform: flags', 'For operators: the feature flags.')
@Versioned()
@Priority('vital')
@Controller('v1/platform/flags')
export class FlagsController {
  constructor(
    private readonly flags: Flags,
    private readonly changes: FlagChanges,
  ) {}

  /** List the feature flags, by name. */
  @Get()
  @Allow('platform.flags.read')
  async list(@Query() query: ListQueryDto): Promise<FlagsDto> {
    const { data, page } = await flagList(this.flags.all(), query);
    return { data: data.map(present), page };
  }

  /** Read a feature flag. */
  @Get(':name')
  @Allow('platform.flags.read')
  @Answers('flag_not_found')
  read(@Param('name') name: string): FlagDto {
    return present(this.flags.get(name));
  }

  /**
   * List the changes of a feature flag, the latest first.
   *
   * @remarks Who changed it, why, and to what, from the audit of the deployment.
   */
  @Get(':name/changes')
  @Allow('platform.flags.read')
  @Answers('flag_not_found')
  listFlagChanges(@Param('name') name: string, @Query() query: ListQueryDto): Promise<FlagChangesDto> {
    return this.changes.list(name, query);
  }

  /**
   * Set a feature flag, at the version that If-Match names.
   *
   * @remarks In force in every process within a second.
   */
  @Put(':name')
  @Allow('platform.flags.write')
  @Answers('flag_not_found', 'flag_without_users')
  async write(
    @Param('name') name: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() body: FlagSettingDto,
  ): Promise<FlagDto> {
    const { enabled, percentage = 100, percentageOf = 'tenants', environmentsOn = [], environmentsOff = [] } = body;
    const { plansOn = [], plansOff = [], tenantsOn = [], tenantsOff = [], usersOn = [], usersOff = [] } = body;
    const ofAll = { enabled, percentage, percentageOf, environmentsOn, environmentsOff };
    const next = { ...ofAll, plansOn, plansOff, tenantsOn, tenantsOff, usersOn, usersOff };
    const edit = (_present: object, current: number) => {
      assertVersion(versions, current);
      return next;
    };
    return present(await this.flags.change(name, edit, body.reason));
  }
}

function present({ name, about, default: byDefault, setting }: Flag): FlagDto {
  const unset = { ...unruled, enabled: byDefault, reason: '', version: 0, updatedAt: null };
  const { updatedAt: _, ...shown } = setting ?? unset;
  return { ...shown, name, about: about.en, byDefault };
}
