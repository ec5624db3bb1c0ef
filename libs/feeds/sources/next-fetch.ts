import type { ChangedFeed } from '../documents/parsed-feed.js';

/** The shortest and the longest pause between two fetches of a feed, in seconds. */
const SHORTEST = 15 * 60;
const LONGEST = 24 * 3600;
/** Where no post says when it was published, in minutes. */
const WITHOUT_DATES = 60;
/** How many of the newest posts tell the rhythm of a feed. */
const TELLING = 10;

/** What is known of when posts appear in a feed. */
interface Rhythm {
  /** Minutes between two posts, divided by how often it is worth looking; 15 to 1,440. */
  readonly intervalMinutes: number;
  /** When the newest post was published. */
  readonly newestAt: Date | null;
}

/** When the posts of a feed appeared, as far as it says: in RFC 3339. */
export function datesOf({ posts }: ChangedFeed): string[] {
  return posts.flatMap(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt ?? []);
}

/**
 * How often a feed is worth fetching: four times as often as posts appeared lately, and not more often than it asks for.
 *
 * @param published RFC 3339, in any order
 * @param ttlMinutes what the feed asks for, of which a day at most is granted
 */
export function rhythmOf(published: readonly string[], ttlMinutes: number | null, now: Date): Rhythm {
  const times = published
    .map((time) => Date.parse(time))
    .filter((time) => time <= now.getTime())
    .sort((a, b) => b - a)
    .slice(0, TELLING);
  const [newest, oldest] = [times[0], times.at(-1)];
  const between =
    newest === undefined || oldest === undefined ? undefined : (newest - oldest) / (times.length - 1 || 1);
  const minutes = between ? between / 4 / 60_000 : WITHOUT_DATES;
  const asked = Math.max(minutes, ttlMinutes ?? 0);
  return {
    intervalMinutes: Math.round(Math.min(Math.max(asked, SHORTEST / 60), LONGEST / 60)),
    newestAt: newest === undefined ? null : new Date(newest),
  };
}

/**
 * Seconds until a feed is fetched again after a success. One that has been silent for long is fetched ever less often. Up to
 * a tenth more or less, so that feeds that were added together do not stay together.
 *
 * @param chance 0 to 1
 */
export function pauseAfterSuccess({ intervalMinutes, newestAt }: Rhythm, now: Date, chance = Math.random()): number {
  const silent = newestAt ? (now.getTime() - newestAt.getTime()) / 1000 / 8 : 0;
  return jittered(Math.max(intervalMinutes * 60, silent), chance);
}

/**
 * Seconds until a feed is tried again after so many failures in a row: twice as many each time, from a quarter of an hour to a
 * day.
 *
 * @param failures from 1
 * @param askedSeconds what Retry-After asks for, of which a day at most is granted
 * @param chance 0 to 1
 */
export function pauseAfterFailure(failures: number, askedSeconds = 0, chance = Math.random()): number {
  const pause = SHORTEST * 2 ** Math.min(failures - 1, 10);
  return Math.max(jittered(pause, chance), Math.min(askedSeconds, LONGEST));
}

function jittered(seconds: number, chance: number): number {
  const bounded = Math.min(Math.max(seconds, SHORTEST), LONGEST);
  return Math.round(bounded * (0.9 + 0.2 * chance));
}
