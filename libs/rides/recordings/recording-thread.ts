import { inThread } from '#platform/threads';
import { type Figures, figuresOf } from '../figures/figures.js';
import { timeInZones } from '../figures/zones.js';
import { encodeTrack } from '../tracks/track-code.js';
import { type TrackForm, writeTrack } from '../tracks/written-track.js';
import { readRecordings } from './read-recordings.js';
import {
  LONGEST_WAY,
  type Point,
  type Recording,
  type RecordingFault,
  RecordingRefused,
  type Samples,
} from './recording.js';
import { lengthOf, withinPoints } from './spans.js';

/** Where a rider’s zones begin. */
export interface Zones {
  /** Beats a minute, rising. */
  readonly heartRate: readonly number[];
  /** Watts, rising. */
  readonly power: readonly number[];
}

/** One ride of a file, and the seconds that are left out of it. */
export interface RideOfFile {
  readonly section: number;
  readonly trimStart: number;
  readonly trimEnd: number;
}

/** The rides of a file, or one of them, with what they come to. */
export interface ReadTask {
  readonly zones: Zones;
  /** Of times that name none. */
  readonly timeZone: string;
  /** By default all rides of the file, whole. */
  readonly only?: RideOfFile;
}

/** The whole track of one ride. */
export interface WriteTask {
  readonly only: RideOfFile;
  readonly form: TrackForm;
  readonly title: string;
  readonly timeZone: string;
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
export interface ReadRide extends Omit<Recording, 'points' | 'spans' | 'indoors' | 'ignored'> {
  readonly section: number;
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly endedAt: number;
  readonly figures: KeptFigures;
  readonly track: Uint8Array;
  /** Whether it has positions. */
  readonly outdoors: boolean;
}

export type Fault = { readonly fault: RecordingFault };
export type ReadResult = { readonly rides: readonly ReadRide[] };
export type WriteResult = { readonly track: Uint8Array };

/** What a thread of `Recordings` runs for each file. */
export default inThread((task: ReadTask | WriteTask, bytes): ReadResult | WriteResult | Fault => {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = readRecordings(file, Date.now(), task.timeZone);
    const { only } = task;
    const wanted = found
      .map((recording, section) => ({ recording, section }))
      .filter(({ section }) => section === (only?.section ?? section));
    if ('form' in task) {
      const [first] = wanted;
      if (!first) throw new RecordingRefused('recording_empty');
      return { track: writeTrack(task.form, partOf(first.recording, task.only), task.title) };
    }
    return { rides: wanted.map(({ recording, section }) => shown(recording, section, task.zones, only)) };
  } catch (error) {
    if (error instanceof RecordingRefused) return { fault: error.fault };
    throw error;
  }
});

function partOf(recording: Recording, { trimStart, trimEnd }: RideOfFile): Samples {
  if (trimStart === 0 && trimEnd === 0) return recording;
  const from = (recording.points[0] as Point).at + trimStart * 1000;
  const until = (recording.points.at(-1) as Point).at - trimEnd * 1000;
  const points = recording.points.filter(({ at }) => at >= from && at <= until);
  if (points.length === 0) throw new RecordingRefused('recording_empty');
  const spans = withinPoints(recording.spans, points);
  // The totals of the device are those of the whole ride: a part has its share by time.
  const { distance } = recording.device;
  const [part, whole] = [lengthOf(spans), lengthOf(recording.spans)];
  const device = distance && whole > 0 ? { distance: (distance * part) / whole } : {};
  return { ...recording, points, spans, device };
}

function shown(found: Recording, section: number, zones: Zones, only?: RideOfFile): ReadRide {
  const { points: _, spans: _spans, indoors: _indoors, ignored, ...recording } = found;
  const samples = only ? partOf(found, only) : found;
  const { points } = samples;
  const { distances, timer, ...figures } = figuresOf(samples);
  if (figures.distance > LONGEST_WAY) throw new RecordingRefused('impossible_distance');
  const heartRateZones = inZones(points, timer, ({ heartRate }) => heartRate, zones.heartRate);
  const powerZones = inZones(points, timer, ({ power }) => power, zones.power);
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
  timer: Float64Array,
  measured: (point: Point) => number | undefined,
  bounds: readonly number[],
): number[] | null {
  if (bounds.length === 0 || !points.some((point) => measured(point) !== undefined)) return null;
  return timeInZones(points, timer, measured, bounds);
}
