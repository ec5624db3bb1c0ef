import type { Distances } from '../figures/distances.js';
import type { Point } from '../recordings/recording.js';
import { reduceTrack } from './reduce-track.js';

/** Points of a reduced track, at most. */
const MOST_POINTS = 500;
/** Bytes of a reduced track, at most. */
const MOST_BYTES = 8192;

/** A point of a reduced track; what was not measured there is null. */
export interface TrackPoint {
  /** Seconds since the beginning of the ride. */
  readonly seconds: number;
  /** Metres since the beginning. */
  readonly distance: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly elevation: number | null;
  readonly heartRate: number | null;
  readonly power: number | null;
  readonly cadence: number | null;
}

/** Columns in their order, and into how many parts a unit of each is divided. */
const columns = [
  ['seconds', 1],
  ['distance', 1],
  ['latitude', 1e6],
  ['longitude', 1e6],
  ['elevation', 1],
  ['heartRate', 1],
  ['power', 1],
  ['cadence', 1],
] as const satisfies readonly (readonly [keyof TrackPoint, number])[];

/**
 * A track in at most 8 KB: of each column the difference from the value before, in as many bytes as it takes. A column without a
 * value is left out, and a missing value is as the one before it.
 */
export function encodeTrack(points: readonly Point[], { metres }: Distances): Buffer {
  for (let most = MOST_POINTS; ; most = Math.floor(most * 0.8)) {
    const kept = reduceTrack(points, most).map((index) => shown(points, index, metres[index] as number));
    const bytes = encode(kept);
    if (bytes.length <= MOST_BYTES) return bytes;
  }
}

/** A point of a whole track, or of a reduced one. */
export function shown(points: readonly Point[], index: number, distance: number): TrackPoint {
  const { at, latitude, longitude, elevation, heartRate, power, cadence } = points[index] as Point;
  const [seconds, nothing] = [(at - (points[0] as Point).at) / 1000, null];
  return {
    seconds,
    distance,
    latitude: latitude ?? nothing,
    longitude: longitude ?? nothing,
    elevation: elevation ?? nothing,
    heartRate: heartRate ?? nothing,
    power: power ?? nothing,
    cadence: cadence ?? nothing,
  };
}

function encode(points: readonly TrackPoint[]): Buffer {
  const bytes: number[] = [];
  const present = columns.filter(([name]) => points.some((point) => point[name] !== null));
  writeNumber(bytes, points.length);
  writeNumber(
    bytes,
    present.reduce((all, column) => all | (1 << columns.indexOf(column)), 0),
  );
  for (const [name, parts] of present) {
    let last = 0;
    for (const point of points) {
      const value = point[name];
      const whole = value === null ? last : Math.round(value * parts);
      const difference = whole - last;
      // The sign is the last bit, so that small differences of either take one byte.
      writeNumber(bytes, difference < 0 ? -difference * 2 - 1 : difference * 2);
      last = whole;
    }
  }
  return Buffer.from(bytes);
}

/** A reduced track, by column: null where nothing was measured. */
export type TrackColumns = { readonly [K in keyof TrackPoint]: readonly number[] | null };

/** @param bytes as `encodeTrack` made them */
export function decodeTrack(bytes: Uint8Array): TrackColumns {
  const reader = { bytes, at: 0 };
  const length = readNumber(reader);
  const present = readNumber(reader);
  const read = (parts: number) => {
    let last = 0;
    return Array.from({ length }, () => {
      const coded = readNumber(reader);
      last += coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
      return last / parts;
    });
  };
  const each = columns.map(([name, parts], index) => [name, present & (1 << index) ? read(parts) : null]);
  return Object.fromEntries(each) as TrackColumns;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function readNumber(reader: { readonly bytes: Uint8Array; at: number }): number {
  let value = 0;
  for (let unit = 1; ; unit *= 128) {
    const byte = reader.bytes[reader.at] ?? 0;
    reader.at += 1;
    value += (byte % 128) * unit;
    if (byte < 128) return value;
  }
}
