import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { readDateTime } from '#platform/dates';
import { catalogProblems } from '../catalog.errors.js';
import type { ActivityDto, ActivityQueryDto } from './activity.dto.js';
import { activityProblems } from './activity.errors.js';
import { activityOfApp, type CountedDay } from './activity.sql.js';

const mostDays = 366;
const defaultDays = 30;
const dayMs = 86_400_000;

/** How often apps are viewed and downloaded. */
@Injectable()
export class ActivityService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `period_invalid` (400), `app_not_found` (404) */
  async ofApp(tenantId: string, slug: string, query: ActivityQueryDto): Promise<ActivityDto> {
    const days = daysOf(query);
    const [from, to] = [days[0] as string, days.at(-1) as string];
    const rows = await this.database.read({ tenantId }, activityOfApp, slug, from, to);
    if (rows.length === 0) throw catalogProblems.app_not_found();
    const counted = new Map(rows.filter((row): row is CountedDay => row.day !== null).map((row) => [row.day, row]));
    const data = days.map((day) => counted.get(day) ?? { day, views: 0, downloads: 0 });
    const sum = (of: 'views' | 'downloads') => data.reduce((total, row) => total + row[of], 0);
    return { from, to, data, totals: { views: sum('views'), downloads: sum('downloads') } };
  }
}

/** The days of a period, at least one. */
function daysOf({ from, to = textOf(Date.now()) }: ActivityQueryDto): string[] {
  const last = startOf(to);
  const first = from === undefined ? last - (defaultDays - 1) * dayMs : startOf(from);
  const days = (last - first) / dayMs + 1;
  if (!(days >= 1 && days <= mostDays)) throw activityProblems.period_invalid({ most: mostDays });
  return Array.from({ length: days }, (_, i) => textOf(first + i * dayMs));
}

/** NaN for a day that its month does not have. */
const startOf = (day: string) => readDateTime(`${day}T00:00:00Z`)?.getTime() ?? Number.NaN;
const textOf = (time: number) => new Date(time).toISOString().slice(0, 10);
