import FitParser from 'fit-file-parser';
import { CheckedPoints } from './checked-points.js';
import { sectionsOf } from './fit-sections.js';
import { type DeviceFigures, MOST_RIDES, type Recording, RecordingRefused, type Span } from './recording.js';
import { DAY_MS, repairClock } from './repair-clock.js';
import { spansOfTimer, withPauses } from './spans.js';

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
  { records = [], laps = [], sessions = [], events = [], file_ids: files = [] }: Parsed,
  cut: boolean,
  now: number,
): Recording | undefined {
  const kind = files[0]?.type;
  if (kind !== undefined && kind !== 'activity') return undefined;
  const [device, timer] = [deviceOf(sessions), timerEventsIn(events)];
  const times = new Float64Array(records.length);
  for (const [index, { timestamp }] of records.entries()) times[index] = timeOf(timestamp) ?? Number.NaN;
  const stops = timer.filter(({ starts }) => !starts).length;
  const [began, inSessions] = [timeOf(sessions[0]?.start_time), spansOfSessions(sessions)];
  // Between two sessions is a time that none of them has.
  const between = inSessions
    .map(({ from }, n) => from - (inSessions[n - 1]?.to ?? from))
    .filter((gap) => gap > 0 && gap <= DAY_MS);
  const elapsedTime = device.elapsedTime && between.reduce((all, gap) => all + gap / 1000, device.elapsedTime);
  const repaired = repairClock(times, began, { ...device, elapsedTime }, stops);
  const checked = new CheckedPoints(now);
  const unpack = unpacker();
  let index = -1;
  for (const record of records) {
    index += 1;
    const packed = record.compressed_speed_distance ? unpack(record.compressed_speed_distance as Bytes) : undefined;
    checked.add({
      at: times[index],
      latitude: number(record.position_lat),
      longitude: number(record.position_long),
      elevation: number(record.enhanced_altitude ?? record.altitude),
      distance: number(record.distance) ?? packed?.distance,
      speed: number(record.enhanced_speed ?? record.speed) ?? packed?.speed,
      heartRate: number(record.heart_rate),
      power: number(record.power),
      cadence: number(record.cadence),
      temperature: number(record.temperature),
    });
  }
  const { points, spans: whole, ignored } = checked.finish();
  if (points.length === 0) return undefined;
  // The events of a clock that was repaired have its times.
  const spans = repaired ? whole : spansOfTimer(points, timer, inSessions, device.movingTime);
  return {
    format: 'fit',
    points,
    spans: withPauses(spans, points, device.movingTime),
    indoors: sessions.some(({ sub_sport: sport }) => INDOORS.test(String(sport))),
    // A file that was cut off has laps alone, and not the last: their time is no bound for its timer.
    device: sessions.length > 0 ? device : deviceOf(laps),
    cut,
    ignored,
  };
}

/** Kinds of sport whose positions, where there are any, are not those of the rider. */
const INDOORS = /indoor|virtual|spin|treadmill|trainer/;

const timeOf = (value: unknown): number | undefined => (value instanceof Date ? value.getTime() : undefined);

function timerEventsIn(events: readonly Record<string, unknown>[]): { at: number; starts: boolean }[] {
  const found = events.flatMap(({ event, event_type: type, timestamp }) => {
    const at = timeOf(timestamp);
    const starts = type === 'start';
    return at !== undefined && event === 'timer' && (starts || /^stop/.test(String(type))) ? [{ at, starts }] : [];
  });
  return found.sort((a, b) => a.at - b.at);
}

function spansOfSessions(sessions: readonly Record<string, unknown>[]): Span[] {
  return sessions.flatMap(({ start_time: start, total_elapsed_time: seconds }) => {
    const [from, elapsed] = [timeOf(start), number(seconds)];
    return from === undefined || elapsed === undefined ? [] : [{ from, to: from + elapsed * 1000 }];
  });
}

/** The parser reads 255 as null, since a byte alone is none then. */
type Bytes = readonly (number | null)[];

/** Reads 12 bits of speed in cm/s and 12 of distance in sixteenths of a metre, which begin again after 256 m. */
function unpacker(): (bytes: Bytes) => { readonly speed: number; readonly distance: number } | undefined {
  let [total, last]: [number, number | undefined] = [0, undefined];
  return (bytes) => {
    if (bytes.every((byte) => byte === null)) return undefined;
    const [low = 0, middle = 0, high = 0] = bytes.map((byte) => byte ?? 255);
    const parts = (middle >> 4) | (high << 4);
    total += (parts - (last ?? parts)) & 0xfff;
    last = parts;
    return { speed: (low | ((middle & 15) << 8)) / 100, distance: total / 16 };
  };
}

type Parsed = {
  readonly [K in 'records' | 'laps' | 'sessions' | 'events' | 'file_ids']?: readonly Record<string, unknown>[];
};

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

/** A ride may have several sessions, as a triathlon has, or laps alone: their sum. */
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
