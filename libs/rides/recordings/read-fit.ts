import FitParser from 'fit-file-parser';
import { CheckedPoints } from './checked-points.js';
import { sectionsOf } from './fit-sections.js';
import { type DeviceFigures, MOST_RIDES, type Recording, RecordingRefused } from './recording.js';

/**
 * Reads the rides of a FIT file, of which each has a header. A recording that was cut off is read as far as its records are whole,
 * and one that cannot be read does not take the others with it.
 *
 * @param now milliseconds since 1970
 * @throws RecordingRefused
 */
export function readFit(bytes: Buffer, now: number): Recording[] {
  const recordings: Recording[] = [];
  let damaged = false;
  for (const section of sectionsOf(bytes)) {
    const found = parsed(section.bytes);
    damaged ||= !found;
    const recording = found && rideOf(found, section.cut, now);
    if (recording) recordings.push(recording);
    if (recordings.length > MOST_RIDES) throw new RecordingRefused('too_many_rides');
  }
  const last = recordings.pop();
  if (!last) throw new RecordingRefused(damaged ? 'recording_malformed' : 'recording_empty');
  return [...recordings, { ...last, cut: last.cut || damaged }];
}

/** @returns undefined for what is no ride, such as settings or a course */
function rideOf(
  { records = [], sessions = [], file_ids: files = [] }: Parsed,
  cut: boolean,
  now: number,
): Recording | undefined {
  const kind = files[0]?.type;
  if (kind !== undefined && kind !== 'activity') return undefined;
  const checked = new CheckedPoints(now);
  for (const record of records) {
    checked.add({
      at: record.timestamp instanceof Date ? record.timestamp.getTime() : undefined,
      latitude: number(record.position_lat),
      longitude: number(record.position_long),
      elevation: number(record.enhanced_altitude ?? record.altitude),
      distance: number(record.distance),
      speed: number(record.enhanced_speed ?? record.speed),
      heartRate: number(record.heart_rate),
      power: number(record.power),
      cadence: number(record.cadence),
      temperature: number(record.temperature),
    });
  }
  const { points, ignored } = checked.finish();
  if (points.length === 0) return undefined;
  return { format: 'fit', points, device: deviceOf(sessions), cut, ignored };
}

type Parsed = { readonly [K in 'records' | 'sessions' | 'file_ids']?: readonly Record<string, unknown>[] };

/** @returns undefined for what cannot be read */
function parsed(bytes: Buffer<ArrayBuffer>): Parsed | undefined {
  let [fault, found]: [string | undefined, unknown] = [undefined, undefined];
  try {
    new FitParser({ force: true, mode: 'list' }).parse(bytes, (error, data) => {
      [fault, found] = [error, data];
    });
  } catch {
    return undefined;
  }
  return fault ? undefined : (found as Parsed);
}

/** A ride may have several sessions, as a triathlon has: their sum. */
function deviceOf(sessions: readonly Record<string, unknown>[]): DeviceFigures {
  const sum = (name: string, most: number, unit = 1): number | undefined => {
    const values = sessions.map((session) => number(session[name])).filter((value) => value !== undefined);
    const total = values.reduce((all, value) => all + value, 0) * unit;
    return values.length > 0 && total >= 0 && total <= most ? total : undefined;
  };
  const figures = {
    distance: sum('total_distance', 5_000_000),
    elapsedTime: sum('total_elapsed_time', 14 * 86_400),
    movingTime: sum('total_timer_time', 14 * 86_400),
    climb: sum('total_ascent', 50_000),
    descent: sum('total_descent', 50_000),
    energy: sum('total_work', 200_000, 1 / 1000),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}

const number = (value: unknown): number | undefined => (Number.isFinite(value) ? (value as number) : undefined);
