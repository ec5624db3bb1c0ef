// Small FIT, GPX and TCX files of any shape, as devices write them.
import { FitBaseType, FitEncoder } from 'fit-file-parser/encoder';

/** A moment of a file; what is left out was not recorded. */
export interface Moment {
  /** Seconds since `BEGAN`, or the text that a GPX or TCX has. */
  readonly t: number | string;
  /** Metres east on the equator, where 111,319.49 m are a degree. */
  readonly east?: number;
  /** Texts in place of the position, in a GPX. */
  readonly lat?: string;
  readonly lon?: string;
  readonly ele?: number;
  /** Metres of the counter. */
  readonly d?: number;
  /** Metres a second, in a FIT. */
  readonly v?: number;
  readonly hr?: number;
  /** Watts. */
  readonly w?: number;
  /** Speed in m/s and distance in m of the field 8 of a FIT; null where it has no value. */
  readonly packed?: readonly [speed: number, distance: number] | null;
}

export const BEGAN = Date.UTC(2026, 4, 2, 8);
/** Metres of a degree of the equator: 2 π · 6,378,137 m / 360. */
const DEGREE = 111_319.490_793;
const longitude = (east: number) => 2 + east / DEGREE;
const iso = (t: number | string) => (typeof t === 'string' ? t : new Date(BEGAN + t * 1000).toISOString());
const element = (name: string, value: number | undefined) => (value === undefined ? '' : `<${name}>${value}</${name}>`);

/** Moments each so many seconds, up to the last one. */
export const every = (seconds: number, last: number, moment: (t: number) => Omit<Moment, 't'>, first = 0): Moment[] =>
  Array.from({ length: Math.floor((last - first) / seconds) + 1 }, (_, n) => first + n * seconds).map((t) => ({
    t,
    ...moment(t),
  }));

export interface GpxPlan {
  readonly declaration?: string;
  readonly name?: string;
}

export function gpxFile(
  segments: readonly (readonly Moment[])[],
  { declaration = '', name = '' }: GpxPlan = {},
): string {
  const point = ({ t, east = 0, lat = '0', lon = String(longitude(east)), ele, hr, w }: Moment) =>
    `<trkpt lat="${lat}" lon="${lon}">${element('ele', ele)}<time>${iso(t)}</time><extensions>${element('power', w)}${element('hr', hr)}</extensions></trkpt>`;
  const parts = segments.map((points) => `<trkseg>${points.map(point).join('\n')}</trkseg>`);
  return `${declaration}<gpx version="1.1"><trk><name>${name}</name>${parts.join('')}</trk></gpx>`;
}

export interface Lap {
  readonly tracks: readonly (readonly Moment[])[];
  /** Seconds of the timer, and metres. */
  readonly seconds?: number;
  readonly metres?: number;
}

export function tcxFile(laps: readonly Lap[]): string {
  const point = ({ t, east, ele, d, hr, w }: Moment) =>
    `<Trackpoint><Time>${iso(t)}</Time>${east === undefined ? '' : `<Position><LatitudeDegrees>0</LatitudeDegrees><LongitudeDegrees>${longitude(east)}</LongitudeDegrees></Position>`}${element('AltitudeMeters', ele)}${element('DistanceMeters', d)}${hr === undefined ? '' : `<HeartRateBpm><Value>${hr}</Value></HeartRateBpm>`}${w === undefined ? '' : `<Extensions><TPX><Watts>${w}</Watts></TPX></Extensions>`}</Trackpoint>`;
  const lap = ({ tracks, seconds, metres }: Lap) =>
    `<Lap>${element('TotalTimeSeconds', seconds)}${element('DistanceMeters', metres)}${tracks.map((points) => `<Track>${points.map(point).join('\n')}</Track>`).join('')}</Lap>`;
  return `<TrainingCenterDatabase><Activities><Activity Sport="Biking"><Id>1</Id>${laps.map(lap).join('')}</Activity></Activities></TrainingCenterDatabase>`;
}

/** Seconds, and metres. */
interface Session {
  readonly began?: number;
  readonly elapsed?: number;
  readonly timer?: number;
  readonly metres?: number;
  readonly subSport?: number;
}

export interface FitPlan {
  /** What the timer does, by the second. */
  readonly timer?: readonly (readonly [
    t: number,
    does: 'start' | 'stop' | 'stop_all' | 'stop_disable' | 'stop_disable_all',
  ])[];
  readonly session?: Session;
  /** Others after it, as a race with several has. */
  readonly sessions?: readonly Session[];
  readonly laps?: readonly Session[];
  /** 4 is a ride, 6 a course. */
  readonly type?: number;
}

const { Enum, Byte, Uint8, Uint16, Uint32, Sint32 } = FitBaseType;
const sizes: Record<number, number> = { [Enum]: 1, [Uint8]: 1, [Uint16]: 2, [Uint32]: 4, [Sint32]: 4 };
const field = (number: number, baseType: FitBaseType, value: number | undefined) =>
  value === undefined ? [] : [{ number, baseType, size: sizes[baseType] as number, value: Math.round(value) }];
const times = (number: number, value: number | undefined, unit: number) =>
  field(number, Uint32, value === undefined ? undefined : value * unit);
const stamp = (t: number) => FitEncoder.toFitTimestamp(new Date(BEGAN + t * 1000));
const types = { start: 0, stop: 1, stop_all: 4, stop_disable: 8, stop_disable_all: 9 };

/** 12 bits of cm/s, then 12 of sixteenths of a metre, which begin again. */
function packedField(packed: Moment['packed']) {
  if (packed === undefined) return [];
  const [speed, distance] = packed ? [Math.round(packed[0] * 100), Math.round(packed[1] * 16) % 4096] : [0xfff, 0xfff];
  const value = Uint8Array.of(speed & 255, (speed >> 8) | ((distance & 15) << 4), distance >> 4);
  return [{ number: 8, baseType: Byte, size: 3, value }];
}

export function fitFile(
  moments: readonly Moment[],
  { timer = [], session, sessions = [], laps = [], type = 4 }: FitPlan = {},
): Buffer {
  const fit = new FitEncoder();
  fit.writeMessage(0, field(0, Enum, type));
  for (const [t, does] of timer)
    fit.writeMessage(21, [...field(253, Uint32, stamp(t)), ...field(0, Enum, 0), ...field(1, Enum, types[does])]);
  for (const { t, east, ele, d, v, hr, w, packed } of moments)
    fit.writeMessage(20, [
      ...field(253, Uint32, stamp(Number(t))),
      ...field(0, Sint32, east === undefined ? undefined : 0),
      ...field(1, Sint32, east === undefined ? undefined : (longitude(east) * 2 ** 31) / 180),
      ...field(2, Uint16, ele === undefined ? undefined : (ele + 500) * 5),
      ...times(5, d, 100),
      ...field(6, Uint16, v === undefined ? undefined : v * 1000),
      ...field(3, Uint8, hr),
      ...field(7, Uint16, w),
      ...packedField(packed),
    ]);
  const totals = ({ began = 0, elapsed, timer: ran, metres }: Session) => [
    ...field(2, Uint32, stamp(began)),
    ...times(7, elapsed, 1000),
    ...times(8, ran, 1000),
    ...times(9, metres, 100),
  ];
  for (const lap of laps) fit.writeMessage(19, totals(lap));
  for (const each of session ? [session, ...sessions] : sessions)
    fit.writeMessage(18, [...totals(each), ...field(6, Enum, each.subSport)]);
  return Buffer.from(fit.close());
}
