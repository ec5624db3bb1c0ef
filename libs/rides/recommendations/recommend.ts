import type { GoalDto, Measure } from '../goals/goals.dto.js';
import { dayAfter, daysBetween } from '../goals/progress.js';
import { ACUTE, LONG, type RecentRide, type Situation, Training, type Weather } from './situation.js';

/** Recommendations in their order, with their priority, 1 for the first. */
export const priorities = {
  rest_hard_days: 1,
  rest_days_in_a_row: 1,
  rest_hard_week: 1,
  ice: 1,
  first_ride: 2,
  ease_back: 2,
  getting_started: 2,
  heat: 2,
  cold: 2,
  wind: 2,
  rain: 2,
  goal_behind: 3,
  keep_streak: 3,
  more: 4,
  keep_going: 4,
  goal_out_of_reach: 5,
  goal_reached: 5,
} as const;
export const codes = Object.keys(priorities) as Code[];
export type Code = keyof typeof priorities;

/** At most so many recommendations, each of so many rides. */
const [MOST, MOST_RIDES] = [5, 20] as const;
/** A week is hard from so many times the long-term load on, and easy below. */
const [HARD_WEEK, EASY_WEEK] = [1.5, 0.8] as const;
/** A day is hard from this load on, where it is 1.5 times the long-term one too. */
const HARD_DAY = 150;
const [HARD_DAYS, DAYS_IN_A_ROW, STREAK, BREAK] = [3, 6, 3, 10] as const;
/** Nobody is asked for more than so many times what they do. */
const MOST_OF_USUAL = 2;
const units = { distance: 'Metres', movingTime: 'Seconds', climb: 'Metres', rides: 'Rides' } as const;

/** What to do, why, and what that follows from. */
export interface Advice {
  readonly code: Code;
  readonly priority: number;
  /** By name, with the unit in it. */
  readonly inputs: Readonly<Record<string, number>>;
  /** The newest first. */
  readonly rideIds: readonly string[];
  readonly goal?: Amounts & { readonly id: string };
  /** Whether the weather keeps the rider indoors. */
  readonly indoors: boolean;
}

/** What a goal asks for, in its unit. */
interface Amounts {
  readonly measure: Measure;
  readonly target: number;
  readonly left: number;
  readonly aDay: number;
  readonly usual: number;
}

type Found = Pick<Advice, 'code' | 'inputs' | 'goal'> & { readonly rides?: readonly RecentRide[] };

/** One to five recommendations, the most urgent first: the same for the same situation. */
export function recommend(situation: Situation): Advice[] {
  const training = new Training(situation);
  const weather = weatherAdvice(situation.weather);
  const indoors = weather.length > 0;
  const base = trainingAdvice(training, indoors);
  // Who is told to rest or to begin gently is not urged by anything else.
  const urged = base.code === 'more' || base.code === 'keep_going';
  const goals = situation.goals.flatMap((goal) => goalAdvice(goal, training, urged));
  const all = [base, ...weather, ...(urged ? streakAdvice(training) : []), ...goals];
  return all
    .sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code))
    .slice(0, MOST)
    .map(({ rides = [], ...found }) => ({
      ...found,
      priority: priorities[found.code],
      rideIds: rides.slice(0, MOST_RIDES).map(({ id }) => id),
      indoors,
    }));
}

/** How hard to ride: one of these applies to everybody. */
function trainingAdvice(training: Training, indoors: boolean): Found {
  const { acute, long, begins, back, situation } = training;
  const { rides, daysInARow, before } = situation;
  const loads = { acuteLoadPerDay: acute, longTermLoadPerDay: long };
  const hardDays = hardDaysOf(training);
  if (hardDays >= HARD_DAYS)
    return { code: 'rest_hard_days', inputs: { hardDays, ...loads }, rides: training.ridesOf(hardDays + back) };
  if (daysInARow >= DAYS_IN_A_ROW)
    return { code: 'rest_days_in_a_row', inputs: { daysInARow }, rides: training.ridesOf(daysInARow + back) };
  if (rides.length === 0 && !before) return { code: 'first_ride', inputs: {} };
  const daysWithoutRide = training.daysWithout();
  if (daysWithoutRide >= BREAK) return { code: 'ease_back', inputs: { daysWithoutRide, ...loads }, rides };
  if (begins) return { code: 'getting_started', inputs: { rides: rides.length }, rides };
  const found = { inputs: loads, rides };
  if (acute > HARD_WEEK * long) return { ...found, code: 'rest_hard_week', rides: training.ridesOf(ACUTE) };
  return { ...found, code: acute < EASY_WEEK * long && !indoors ? 'more' : 'keep_going' };
}

/** How many days in a row were hard, up to today or yesterday. */
function hardDaysOf(training: Training): number {
  const { long, back, situation } = training;
  const isHard = (day: string) => training.loadOn(day) >= Math.max(HARD_DAY, HARD_WEEK * long);
  let days = 0;
  while (days < LONG && isHard(dayAfter(situation.today, -back - days))) days += 1;
  return days;
}

function streakAdvice(training: Training): Found[] {
  const { back, situation } = training;
  const { daysInARow } = situation;
  if (daysInARow < STREAK || back === 0) return [];
  return [{ code: 'keep_streak', inputs: { daysInARow }, rides: training.ridesOf(daysInARow + back) }];
}

function goalAdvice(
  { id, measure, kind, target, progress }: Situation['goals'][number],
  training: Training,
  urged: boolean,
): Found[] {
  if (!progress) return [];
  const { rides: recent, today } = training.situation;
  const { begins, ends, done, pace } = progress;
  const rides = recent.filter((ride) => ride.day >= begins && (kind === null || ride.kind === kind));
  const [left, daysLeft] = [target - done, daysBetween(today, ends)];
  const each = recent.map((ride) => amountOf(ride, measure));
  const usual = each.reduce((sum, amount) => sum + amount, 0) / training.span;
  const aDay = left / daysLeft;
  const unit = units[measure];
  const goal = { id, measure, target, left, aDay, usual };
  const soFar = { [`target${unit}`]: target, [`done${unit}`]: done };
  if (left <= 0) return [{ code: 'goal_reached', inputs: soFar, rides, goal }];
  const inputs = { ...soFar, daysLeft, [`needed${unit}PerDay`]: aDay, [`usual${unit}PerDay`]: usual };
  // A ride like the longest of late is within reach, however few days are left.
  const reachable = Math.max(MOST_OF_USUAL * usual * daysLeft, ...each);
  if (recent.length > 0 && !training.begins && left > reachable)
    return [{ code: 'goal_out_of_reach', inputs, rides: recent, goal }];
  return urged && done < pace
    ? [{ code: 'goal_behind', inputs: { ...inputs, [`pace${unit}`]: pace }, rides, goal }]
    : [];
}

const amountOf = (ride: RecentRide, measure: GoalDto['measure']): number =>
  measure === 'rides' ? 1 : (ride[measure] ?? 0);

function weatherAdvice({ temperature, wind, rain }: Weather): Found[] {
  const found: Found[] = [];
  const add = (code: Code, inputs: Found['inputs']) => found.push({ code, inputs });
  const ice = temperature !== undefined && temperature <= 1 && rain !== undefined && rain > 0;
  if (ice) add('ice', { temperatureCelsius: temperature, rainMillimetresPerHour: rain });
  if (temperature !== undefined && temperature >= 32) add('heat', { temperatureCelsius: temperature });
  if (temperature !== undefined && temperature <= -5 && !ice) add('cold', { temperatureCelsius: temperature });
  if (wind !== undefined && wind >= 12) add('wind', { windMetresPerSecond: wind });
  if (rain !== undefined && rain >= 4 && !ice) add('rain', { rainMillimetresPerHour: rain });
  return found;
}
