import { Parser } from 'htmlparser2';
import { CheckedPoints, type RawPoint } from './checked-points.js';
import { isoTimes } from './iso-times.js';
import {
  type DeviceFigures,
  MOST_ATTRIBUTES,
  MOST_READ,
  MOST_RIDES,
  MOST_VALUES,
  type Recording,
  type RecordingFormat,
  RecordingRefused,
} from './recording.js';
import { withPauses } from './spans.js';

/** Elements within one another at most. */
const DEEPEST = 32;
/** Characters of one value at most. */
const LONGEST_TEXT = 1000;
/** What is read at once, in bytes. */
const CHUNK = 65_536;
/** Chunks of one tag or comment at most, which the parser keeps whole. */
const MOST_SILENT = 16;

/** Elements that hold a value of a point, whatever their prefix. */
const measured: Readonly<Record<string, Exclude<keyof RawPoint, 'at'>>> = {
  ele: 'elevation',
  AltitudeMeters: 'elevation',
  DistanceMeters: 'distance',
  LatitudeDegrees: 'latitude',
  LongitudeDegrees: 'longitude',
  speed: 'speed',
  Speed: 'speed',
  hr: 'heartRate',
  power: 'power',
  PowerInWatts: 'power',
  Watts: 'power',
  cad: 'cadence',
  Cadence: 'cadence',
  atemp: 'temperature',
};
const formats: Readonly<Record<string, RecordingFormat>> = { gpx: 'gpx', TrainingCenterDatabase: 'tcx' };
const pointNames = new Set(['trkpt', 'Trackpoint']);
/** Each begins another ride. */
const rideNames = new Set(['trk', 'Activity']);
/** Segments that follow within so many milliseconds are one, and so are tracks of two laps, and of one lap. */
const JOINTS = { trkseg: 10_000, laps: 30_000, lap: 1000 };

/**
 * Reads the rides of a GPX or TCX, each a track or an activity. Entities that the file declares are not expanded.
 *
 * @param now milliseconds since 1970
 * @param timeZone of times that name none
 * @throws RecordingRefused
 */
export function readXml(bytes: Buffer, now: number, timeZone: string): Recording[] {
  const reader = new XmlReader(now, timeZone);
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += CHUNK)
    reader.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  return reader.end();
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff || bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0xfe || bytes[0] === 0) return 'utf-16be';
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["'](iso-8859-1|windows-125[12])["']/i.exec(
    bytes.toString('latin1', 0, 200),
  );
  return declared?.[1] ?? 'utf-8';
}

/** A ride as far as it is read. */
interface Ride {
  readonly checked: CheckedPoints;
  /** Of its lap a track was read. */
  inLap: boolean;
  title?: string;
  distance: number;
  seconds: number;
}

class XmlReader {
  private readonly path: string[] = [];
  private readonly rides: Ride[] = [];
  private format?: RecordingFormat;
  private point?: { -readonly [K in keyof RawPoint]: RawPoint[K] };
  private text = '';
  private values = 0;
  private attributes = 0;
  private points = 0;
  private silent = 0;
  private readonly parser: Parser;
  private readonly timeOf: (text: string) => number;

  constructor(
    private readonly now: number,
    timeZone: string,
  ) {
    this.timeOf = isoTimes(timeZone);
    const options = { xmlMode: true, decodeEntities: true };
    this.parser = new Parser(
      {
        onopentagname: () => {
          this.attributes = 0;
          this.count();
        },
        onattribute: () => {
          this.attributes += 1;
          if (this.attributes > MOST_ATTRIBUTES) throw new RecordingRefused('too_many_elements');
          this.count();
        },
        onopentag: (name, attributes) => this.open(bare(name), attributes),
        ontext: (text) => {
          this.silent = 0;
          if (this.text.length < LONGEST_TEXT) this.text += text;
        },
        onclosetag: (name) => {
          this.silent = 0;
          this.close(bare(name));
        },
      },
      options,
    );
  }

  write(text: string): void {
    this.silent += 1;
    if (this.silent > MOST_SILENT) throw new RecordingRefused('recording_malformed');
    this.parser.write(text);
  }

  /** @throws RecordingRefused */
  end(): Recording[] {
    // A file that was cut off has elements that nothing closes; the parser closes them at its end.
    const cut = this.path.length > 0;
    this.point = undefined;
    this.parser.end();
    const { format } = this;
    if (!format) throw new RecordingRefused('not_a_recording');
    const rides = this.rides
      .map(({ checked, ...ride }) => ({ ...ride, ...checked.finish() }))
      .filter(({ points }) => points.length > 0);
    if (rides.length === 0) throw new RecordingRefused('recording_empty');
    return rides.map(({ points, spans, ignored, title, distance, seconds }, index) => ({
      format,
      points,
      spans: withPauses(spans, points, seconds || undefined),
      indoors: false,
      device: deviceOf(distance, seconds),
      cut: cut && index === rides.length - 1,
      ...(title && { title }),
      ignored,
    }));
  }

  /** Counts an element or an attribute. */
  private count(): void {
    this.silent = 0;
    this.values += 1;
    if (this.values > MOST_VALUES) throw new RecordingRefused('too_many_elements');
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.path.length === 0 && !this.format) {
      this.format = formats[name];
      if (!this.format) throw new RecordingRefused('not_a_recording');
    }
    this.path.push(name);
    if (this.path.length > DEEPEST) throw new RecordingRefused('recording_malformed');
    this.text = '';
    if (rideNames.has(name)) {
      if (this.rides.length === MOST_RIDES) throw new RecordingRefused('too_many_rides');
      this.rides.push({ checked: new CheckedPoints(this.now), inLap: false, distance: 0, seconds: 0 });
    }
    const ride = this.rides.at(-1);
    if (ride && name === 'Lap') ride.inLap = false;
    if (name === 'trkseg') ride?.checked.divide(JOINTS.trkseg);
    if (ride && name === 'Track') {
      ride.checked.divide(ride.inLap ? JOINTS.lap : JOINTS.laps);
      ride.inLap = true;
    }
    if (!pointNames.has(name)) return;
    this.points += 1;
    if (this.points > MOST_READ) throw new RecordingRefused('too_many_points');
    this.point = {};
    if (name === 'trkpt') {
      this.point.latitude = numberIn(attributes.lat);
      this.point.longitude = numberIn(attributes.lon);
    }
  }

  private close(name: string): void {
    this.path.pop();
    const text = this.text.trim();
    this.text = '';
    const ride = this.rides.at(-1);
    const { point } = this;
    if (!ride) return;
    if (point) {
      if (pointNames.has(name)) {
        ride.checked.add(point);
        this.point = undefined;
      } else if (name === 'time' || name === 'Time') point.at = this.timeOf(text);
      // The beats of a TCX are in an element of their own.
      else if (name === 'Value' && this.path.at(-1) === 'HeartRateBpm') point.heartRate = numberIn(text);
      else if (measured[name] && text) point[measured[name]] = numberIn(text);
      return;
    }
    const within = this.path.at(-1);
    if (within === 'Lap' && name === 'DistanceMeters') ride.distance += numberIn(text) || 0;
    if (within === 'Lap' && name === 'TotalTimeSeconds') ride.seconds += secondsIn(text);
    if (within === 'trk' && name === 'name' && text) ride.title = titleIn(text);
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** PostgreSQL keeps neither U+0000 nor half of a pair of surrogates. */
const titleIn = (text: string): string => text.replaceAll('\0', '').replace(/\s+/g, ' ').slice(0, 200).toWellFormed();

/** NaN for what is no number, such as one with a decimal comma: it counts as ignored. */
const numberIn = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** NaN for no time, so that the sum of the laps is unknown. */
const secondsIn = (text: string): number => (Number(text) >= 0 ? Number(text) : Number.NaN);

/** Metres and seconds of the laps of a TCX. */
function deviceOf(distance: number, movingTime: number): DeviceFigures {
  return {
    ...(distance > 0 && distance <= 5_000_000 && { distance }),
    ...(movingTime > 0 && movingTime <= 14 * 86_400 && { movingTime }),
  };
}
