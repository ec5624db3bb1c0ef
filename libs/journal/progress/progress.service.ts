import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { FIRST_DAY } from '../changes/day-refusal.js';
import { journalProblems } from '../journal.errors.js';
import { calendarInForce } from '../profile/profile.sql.js';
import { TenantTimeZones } from '../profile/tenant-time-zones.js';
import type { ProgressDto, ProgressQueryDto } from './progress.dto.js';
import { type ProgressRow, progress } from './progress.sql.js';

const mostDays = 366;
const defaultDays = 30;
const dayMs = 86_400_000;
/** Days in a row without an addiction that are milestones. */
const recoveryMilestones = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650, 7300];
/** Numbers of entries that are milestones. */
const entryMilestones = [1, 10, 50, 100, 250, 500, 1000, 2500];

/** What a journal shows its person. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly database: Database,
    private readonly zones: TenantTimeZones,
  ) {}

  /**
   * Today is that of the time zone of the profile, or else of the tenant, and weeks begin as the profile says.
   *
   * @throws Problem `progress_period_invalid` (400)
   */
  async of(person: Person, query: ProgressQueryDto): Promise<ProgressDto> {
    const [chosen] = await this.database.read(person, calendarInForce);
    const timeZone = chosen?.timeZone ?? (await this.zones.of(person.tenantId));
    const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format();
    const { to = today, unit = 'day' } = query;
    const from = query.from ?? textOf(Date.parse(to) - (defaultDays - 1) * dayMs);
    const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
    if (!(days >= 1 && days <= mostDays && from >= FIRST_DAY)) {
      throw journalProblems.progress_period_invalid({ most: mostDays, first: FIRST_DAY });
    }
    const daysBeforeMonday = unit === 'week' && chosen?.weekStart === 'sunday' ? 1 : 0;
    const [row] = await this.database.read(person, progress, today, from, to, unit, daysBeforeMonday);
    const { trends, calendar, recoveries, ...totals } = row as ProgressRow;
    return {
      today,
      from,
      to,
      unit,
      trends,
      calendar,
      totals: { ...totals, ...milestonesOf(entryMilestones, totals.entries) },
      recoveries: recoveries.map((recovery) => ({
        ...recovery,
        goal: recovery.goalDays && Math.min(1, Math.floor((recovery.currentStreak / recovery.goalDays) * 100) / 100),
        ...milestonesOf(recoveryMilestones, recovery.longestStreak),
      })),
    };
  }
}

const textOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Those that were reached, and the next one; null after the last. */
function milestonesOf(all: readonly number[], reached: number) {
  return {
    milestones: all.filter((milestone) => milestone <= reached),
    nextMilestone: all.find((milestone) => milestone > reached) ?? null,
  };
}
