import { Parser } from 'htmlparser2';
import { CheckedPoints, type RawPoint } from './checked-points.js';
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

/**
 * Reads the rides of a GPX or TCX, each a track or an activity. Entities that the file declares are not expanded.
 *
 * @param now milliseconds since 1970
 * @throws RecordingRefused
 */
export function readXml(bytes: Buffer, now: number): Recording[] {
  const reader = new XmlReader(now);
  const decoder = new TextDecoder(bytes[0] === 0xff || bytes[1] === 0 ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += CHUNK)
    reader.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  return reader.end();
}

/** A ride as far as it is read. */
interface Ride {
  readonly checked: CheckedPoints;
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

  constructor(private readonly now: number) {
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
    return rides.map(({ points, ignored, title, distance, seconds }, index) => ({
      format,
      points,
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
      this.rides.push({ checked: new CheckedPoints(this.now), distance: 0, seconds: 0 });
    }
    if (!pointNames.has(name)) return;
    this.points += 1;
    if (this.points > MOST_READ) throw new RecordingRefused('too_many_points');
    this.point = {};
    if (name === 'trkpt') {
      this.point.latitude = numberIn(attributes.lat ?? '');
      this.point.longitude = numberIn(attributes.lon ?? '');
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
      } else if (name === 'time' || name === 'Time') point.at = Date.parse(text);
      // The beats of a TCX are in an element of their own.
      else if (name === 'Value' && this.path.at(-1) === 'HeartRateBpm') point.heartRate = numberIn(text);
      else if (measured[name] && text) point[measured[name]] = numberIn(text);
      return;
    }
    const within = this.path.at(-1);
    if (within === 'Lap' && name === 'DistanceMeters') ride.distance += numberIn(text) ?? 0;
    if (within === 'Lap' && name === 'TotalTimeSeconds') ride.seconds += numberIn(text) ?? 0;
    if (within === 'trk' && name === 'name' && text) ride.title = titleIn(text);
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** PostgreSQL keeps neither U+0000 nor half of a pair of surrogates. */
const titleIn = (text: string): string => text.replaceAll('\0', '').slice(0, 200).toWellFormed();

function numberIn(text: string): number | undefined {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Metres and seconds of the laps of a TCX. */
function deviceOf(distance: number, movingTime: number): DeviceFigures {
  return {
    ...(distance > 0 && distance <= 5_000_000 && { distance }),
    ...(movingTime > 0 && movingTime <= 14 * 86_400 && { movingTime }),
  };
}
