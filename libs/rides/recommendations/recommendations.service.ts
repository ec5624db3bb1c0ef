import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import type { Locale } from '#platform/problems';
import { GoalsService } from '../goals/goals.service.js';
import { ProfileService } from '../profile/profile.service.js';
import { daysInARow } from '../statistics/statistics.sql.js';
import { recommend } from './recommend.js';
import type { RecommendationsDto, RecommendationsQueryDto } from './recommendations.dto.js';
import { recentRides } from './recommendations.sql.js';
import { wordsOf } from './words.js';

/** Recommends by rules, from what is stored and what the client says of the weather: nothing leaves the server. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly database: Database,
    private readonly profiles: ProfileService,
    private readonly goals: GoalsService,
  ) {}

  async read(person: Person, weather: RecommendationsQueryDto, locale: Locale): Promise<RecommendationsDto> {
    const profile = await this.profiles.read(person);
    const { units, weekStart } = profile;
    const today = await this.profiles.todayOf(person, profile);
    const rows = await this.database.read(person, recentRides, today);
    const [inARow] = await this.database.read(person, daysInARow, null, today);
    const { data: goals } = await this.goals.list(person, {}, { today, weekStart });
    const rides = rows.flatMap((row) => (row.id === null ? [] : [row]));
    const before = rows[0]?.before ?? null;
    const found = recommend({ today, rides, before, daysInARow: inARow?.current ?? 0, goals, weather });
    const recommendations = found.map((advice) => {
      const { code, priority, inputs, rideIds, goal } = advice;
      const about = { inputs, rideIds: [...rideIds], goalId: goal?.id ?? null };
      return { source: 'rules' as const, code, priority, ...wordsOf(advice, locale, units), ...about };
    });
    return { day: today, recommendations };
  }
}
