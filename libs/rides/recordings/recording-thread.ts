import { inThread } from '#platform/threads';
import { type Figures, figuresOf } from '../figures/figures.js';
import { timeInZones } from '../figures/zones.js';
import { encodeTrack } from '../tracks/track-code.js';
import { readRecordings } from './read-recordings.js';
import { type Point, type Recording, type RecordingFault, RecordingRefused } from './recording.js';

/** Where a rider’s zones begin. */
export interface Zones {
  /** Beats a minute, rising. */
  readonly heartRate: readonly number[];
  /** Watts, rising. */
  readonly power: readonly number[];
}

export interface RecordingTask {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly zones: Zones;
  /** One ride of the file, and the seconds that are left out of it; by default all rides of the file, whole. */
  readonly only?: { readonly section: number; readonly trimStart: number; readonly trimEnd: number };
}

/** Figures that are kept with a ride. */
export interface KeptFigures extends Figures {
  /** Seconds in each zone; null where the rider has none, or nothing was measured. */
  readonly heartRateZones: number[] | null;
  readonly powerZones: number[] | null;
  /** Points and values of the file that were impossible, and left out. */
  readonly ignored: number;
}

/** A ride of a file, ready to be stored. */
export interface ReadRide extends Omit<Recording, 'points' | 'ignored'> {
  readonly section: number;
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly endedAt: number;
  readonly figures: KeptFigures;
  readonly track: Uint8Array;
  /** Whether it has positions. */
  readonly outdoors: boolean;
}

export type RecordingResult = { readonly rides: readonly ReadRide[] } | { readonly fault: RecordingFault };

/** What a thread of `Recordings` runs for each file. */
export default inThread(({ now, zones, only }: RecordingTask, bytes): RecordingResult => {
  try {
    const found = readRecordings(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), now);
    const rides = found.map((recording, section) => ({ recording, section }));
    const wanted = only ? rides.filter(({ section }) => section === only.section) : rides;
    return { rides: wanted.map(({ recording, section }) => shown(recording, section, zones, only)) };
  } catch (error) {
    if (error instanceof RecordingRefused) return { fault: error.fault };
    throw error;
  }
});

function shown(
  { points: all, ignored, ...recording }: Recording,
  section: number,
  zones: Zones,
  { trimStart, trimEnd }: { trimStart: number; trimEnd: number } = { trimStart: 0, trimEnd: 0 },
): ReadRide {
  const from = (all[0] as Point).at + trimStart * 1000;
  const until = (all.at(-1) as Point).at - trimEnd * 1000;
  const points = all.filter(({ at }) => at >= from && at <= until);
  if (points.length === 0) throw new RecordingRefused('recording_empty');
  const { distances, ...figures } = figuresOf(points);
  const heartRateZones = inZones(points, ({ heartRate }) => heartRate, zones.heartRate);
  const powerZones = inZones(points, ({ power }) => power, zones.power);
  return {
    ...recording,
    section,
    beganAt: (points[0] as Point).at,
    endedAt: (points.at(-1) as Point).at,
    figures: { ...figures, heartRateZones, powerZones, ignored },
    track: encodeTrack(points, distances),
    outdoors: points.some(({ latitude }) => latitude !== undefined),
  };
}

function inZones(
  points: readonly Point[],
  measured: (point: Point) => number | undefined,
  bounds: readonly number[],
): number[] | null {
  if (bounds.length === 0 || !points.some((point) => measured(point) !== undefined)) return null;
  return timeInZones(points, measured, bounds);
}
