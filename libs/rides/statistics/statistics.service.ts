import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { ProfileService } from '../profile/profile.service.js';
import type { RideTotalsDto } from '../rides/rides.dto.js';
import { periodsUntil } from './periods.js';
import type {
  DaysInARowDto,
  RecordsDto,
  RecordsQueryDto,
  RidePeriodDto,
  StatisticsDto,
  StatisticsQueryDto,
} from './statistics.dto.js';
import { bestRides, daysInARow, totalsOfPeriods } from './statistics.sql.js';

const DEFAULT_PERIODS = 12;

/** Computes what all rides of a rider come to. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly database: Database,
    private readonly profiles: ProfileService,
  ) {}

  async read(person: Person, query: StatisticsQueryDto): Promise<StatisticsDto> {
    const { by = 'month', periods: count = DEFAULT_PERIODS, kind = null } = query;
    const profile = await this.profiles.read(person);
    const last = query.to ?? (await this.profiles.todayOf(person, profile));
    const all = periodsUntil(by, last, 2 * count, profile.weekStart);
    const [begins, ends] = [all.map((period) => period.begins), all.map((period) => period.ends)];
    const kinds = all.map(() => kind);
    const rows = await this.database.read(person, totalsOfPeriods, begins, ends, kinds);
    const totals = new Map(rows.map(({ kind: _, ...row }) => [row.begins, row]));
    const periods = all.map((period) => ({ ...period, ...totals.get(period.begins) }) as RidePeriodDto);
    const asked = periods.slice(count);
    return { periods: asked, totals: sumOf(asked), former: sumOf(periods.slice(0, count)) };
  }

  async records(person: Person, query: RecordsQueryDto): Promise<RecordsDto> {
    const kind = query.kind ?? null;
    const today = await this.profiles.todayOf(person, await this.profiles.read(person));
    const records = await this.database.read(person, bestRides, kind);
    const [inARow] = await this.database.read(person, daysInARow, kind, today);
    return { records, daysInARow: inARow as DaysInARowDto };
  }
}

function sumOf(rows: readonly RideTotalsDto[]): RideTotalsDto {
  const sum = (of: (row: RideTotalsDto) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    rides: sum(({ rides }) => rides),
    distance: sum(({ distance }) => distance),
    movingTime: sum(({ movingTime }) => movingTime),
    climb: sum(({ climb }) => climb),
  };
}
