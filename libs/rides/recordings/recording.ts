import type { DeviceFiguresDto } from '../rides/ride-figures.dto.js';

/** A moment of a recording: what was measured, and only what can be. */
export interface Point {
  /** Milliseconds since 1970; each point is later than the one before. */
  readonly at: number;
  /** Degrees, −90 to 90; with `longitude` or not at all. */
  readonly latitude?: number;
  /** Degrees, −180 to 180. */
  readonly longitude?: number;
  /** Metres above the sea, −500 to 9,000. */
  readonly elevation?: number;
  /** Metres since the beginning, as the device counts. */
  readonly distance?: number;
  /** Metres a second, as the device measures, 0 to 50. */
  readonly speed?: number;
  /** Beats a minute, 20 to 250. */
  readonly heartRate?: number;
  /** Watts, 0 to 2,500. */
  readonly power?: number;
  /** Turns a minute, 0 to 250. */
  readonly cadence?: number;
  /** Degrees Celsius, −50 to 70. */
  readonly temperature?: number;
}

/** A time in which the timer of the device ran, in milliseconds since 1970. Between two of them nothing is ridden. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the device says of the whole ride; the moving time is that during which its timer ran. */
export type DeviceFigures = Readonly<DeviceFiguresDto>;

export const recordingFormats = ['fit', 'gpx', 'tcx'] as const;
export type RecordingFormat = (typeof recordingFormats)[number];

/** One ride of a file. */
export interface Recording {
  readonly format: RecordingFormat;
  readonly points: readonly Point[];
  /** In the order of time, within the first and the last point. */
  readonly spans: readonly Span[];
  /** Whether the device says that its positions are those of no ride: on a trainer, or in a virtual world. */
  readonly indoors: boolean;
  readonly device: DeviceFigures;
  /** Whether the file ends before the recording does, or has something behind it that cannot be read. */
  readonly cut: boolean;
  /** As the file names it, 1 to 200 characters. */
  readonly title?: string;
  /** Points or values that were impossible, and left out. */
  readonly ignored: number;
}

/** What the figures of a ride follow from. */
export type Samples = Pick<Recording, 'points' | 'spans' | 'indoors' | 'device'>;

export type RecordingFault =
  | 'not_a_recording'
  | 'recording_malformed'
  | 'recording_empty'
  | 'too_many_points'
  | 'too_many_elements'
  | 'too_many_rides'
  | 'too_large_unpacked'
  | 'too_compressed'
  | 'impossible_time'
  | 'impossible_distance';

/** Why a file is no ride. */
export class RecordingRefused extends Error {
  constructor(readonly fault: RecordingFault) {
    super(fault);
  }
}

/** Points of a ride at most: 55 hours of one a second. */
export const MOST_POINTS = 200_000;
/** Points of a file at most, or records of a FIT, with those that are left out: each takes time and memory, however short it is. */
export const MOST_READ = 400_000;
/** Elements and attributes of a file at most, or fields of a FIT, however short they are: 20 of each point, or 40 of 200,000. */
export const MOST_VALUES = 8_000_000;
/** Attributes of one element at most. */
export const MOST_ATTRIBUTES = 1000;
/** Rides of a file at most: they are stored in one transaction. */
export const MOST_RIDES = 100;
/** Metres of a ride at most. */
export const LONGEST_WAY = 5_000_000;
