import type { GoalDto } from '../goals/goals.dto.js';
import { dayAfter, daysBetween } from '../goals/progress.js';
import type { RideFiguresDto } from '../rides/ride-figures.dto.js';
import type { RideSummaryDto } from '../rides/rides.dto.js';

/** Days of the long-term load, and of the acute one. */
export const [LONG, ACUTE] = [42, 7] as const;
/** Days over which the long-term load of who has begun is spread, at least. */
export const BEGINNING = 14;
/** Load of a minute without zones: that of the second zone of five, in which an easy ride is. */
const WITHOUT_ZONES = 2;

/** A ride, as far as recommendations need it. */
export type RecentRide = Readonly<
  Pick<RideSummaryDto, 'id' | 'day' | 'kind' | 'distance' | 'movingTime' | 'climb'> &
    Pick<RideFiguresDto, 'heartRateZones' | 'powerZones'>
>;

/** What a client knows of the weather of a ride. */
export interface Weather {
  /** Degrees Celsius. */
  readonly temperature?: number;
  /** Metres a second. */
  readonly wind?: number;
  /** Millimetres an hour. */
  readonly rain?: number;
}

/** All that recommendations follow from. */
export interface Situation {
  /** In the time zone of the rider. */
  readonly today: string;
  /** Those of the last 42 days, the newest first. */
  readonly rides: readonly RecentRide[];
  /** The day of the last ride before those; null where there is none. */
  readonly before: string | null;
  /** With a ride, up to today or yesterday. */
  readonly daysInARow: number;
  readonly goals: readonly Pick<GoalDto, 'id' | 'measure' | 'kind' | 'target' | 'progress'>[];
  readonly weather: Weather;
}

/** The load of a ride: minutes in each zone by its number (Edwards), where zones cover at least half of it. */
export function loadOf({ heartRateZones, powerZones, movingTime }: RecentRide): number {
  for (const zones of [heartRateZones, powerZones]) {
    const seconds = zones?.reduce((sum, each) => sum + each, 0) ?? 0;
    if (zones && zones.length > 1 && seconds > 0 && seconds >= movingTime / 2)
      return zones.reduce((sum, each, index) => sum + (each / 60) * (index + 1), 0);
  }
  return (movingTime / 60) * WITHOUT_ZONES;
}

/** What the rides of a situation come to. */
export class Training {
  /** Load a day: of the last 7 days, and of the last 42, or since the first ride, but 14 at least. */
  readonly acute: number;
  readonly long: number;
  /** How many days the long-term load is of. */
  readonly span: number;
  /** Whether the first ride was less than 14 days ago. */
  readonly begins: boolean;
  /** How many days ago the last day is that is not open any more: 0 where there is a ride today, else 1. */
  readonly back: 0 | 1;
  private readonly loads = new Map<string, number>();

  constructor(readonly situation: Situation) {
    const { rides, today, before } = situation;
    for (const ride of rides) this.loads.set(this.dayOf(ride), this.loadOn(this.dayOf(ride)) + loadOf(ride));
    const first = [...this.loads.keys()].sort()[0] ?? today;
    const since = before ? LONG : daysBetween(first, today) + 1;
    this.back = this.loads.has(today) ? 0 : 1;
    this.begins = since < BEGINNING;
    this.span = Math.min(LONG, Math.max(BEGINNING, since));
    this.acute = this.sumSince(ACUTE) / ACUTE;
    this.long = this.sumSince(LONG) / this.span;
  }

  loadOn(day: string): number {
    return this.loads.get(day) ?? 0;
  }

  /** The rides of the last so many days, the newest first. */
  ridesOf(days: number): RecentRide[] {
    const from = dayAfter(this.situation.today, 1 - days);
    return this.situation.rides.filter(({ day }) => day >= from);
  }

  /** Days from the last ride before the last week to the one after it, or to today; 0 where none came before. */
  daysWithout(): number {
    const { today, before } = this.situation;
    const days = [...this.loads.keys()].sort();
    const week = dayAfter(today, 1 - ACUTE);
    const back = days.find((day) => day >= week) ?? today;
    const last = days.findLast((day) => day < week) ?? before;
    return last ? daysBetween(last, back) : 0;
  }

  /** A ride in another time zone may be of tomorrow: it counts for today. */
  private dayOf({ day }: RecentRide): string {
    return day > this.situation.today ? this.situation.today : day;
  }

  private sumSince(days: number): number {
    const from = dayAfter(this.situation.today, 1 - days);
    return [...this.loads].reduce((sum, [day, load]) => (day >= from ? sum + load : sum), 0);
  }
}
