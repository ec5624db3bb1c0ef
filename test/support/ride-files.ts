// Rides whose distance and times are known, and files of them.
import { createRequire } from 'node:module';
import { FitBaseType, FitEncoder } from 'fit-file-parser/encoder';

interface Geodesic {
  Direct(lat: number, lon: number, azimuth: number, metres: number): { lat2: number; lon2: number };
}
const geodesic: Geodesic = createRequire(import.meta.url)('geographiclib-geodesic').Geodesic.WGS84;

/** A moment of a ride that was never ridden; without a time, a point that is to be passed over. */
export interface KnownPoint {
  readonly at: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly elevation: number;
  readonly heartRate: number;
  readonly power: number;
  readonly cadence: number;
  readonly temperature: number;
}

/** A ride, and what is true of it. */
export interface KnownRide {
  readonly points: readonly KnownPoint[];
  /** Metres. */
  readonly distance: number;
  /** Seconds. */
  readonly elapsed: number;
  readonly moving: number;
  /** Metres up and down, of which nothing is lost in a turn. */
  readonly climb: number;
  readonly descent: number;
  /** Watts, by the seconds before each point. */
  readonly power: number;
}

export interface RidePlan {
  /** Milliseconds since 1970. */
  readonly beganAt?: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Degrees from the north. */
  readonly azimuth: number;
  /** Metres a second. */
  readonly speed: number;
  readonly seconds: number;
  /** Second at which the rider stands still, and for how long. */
  readonly pause?: { readonly at: number; readonly seconds: number; readonly recorded: boolean };
  /** Metres of hills of 100 s, level for 20 s above and below; without them the ride rises by a centimetre a second. */
  readonly hills?: number;
  /** Metres by which each position is beside the true one. */
  readonly noise?: number;
  /** Every how many points has no time, or repeats that before. */
  readonly timeless?: number;
  readonly repeated?: number;
  /** Second from which the clock is ahead, and by how many seconds; behind if that is negative. */
  readonly jump?: { readonly at: number; readonly seconds: number };
}

const BEGAN = Date.UTC(2026, 4, 1, 6);

/** A ride along a geodesic at a constant speed. */
export function knownRide({
  beganAt = BEGAN,
  pause,
  hills,
  noise = 0,
  timeless,
  repeated,
  jump,
  ...plan
}: RidePlan): KnownRide {
  const points: KnownPoint[] = [];
  let [clock, jumped] = [0, 0];
  const add = (second: number, index: number) => {
    const aside = noise === 0 ? 0 : ((index * 7919) % 3) - 1;
    const way = plan.speed * second;
    const { lat2, lon2 } = geodesic.Direct(plan.latitude, plan.longitude, plan.azimuth, way);
    const shifted = geodesic.Direct(lat2, lon2, plan.azimuth + 90, aside * noise);
    if (jump && second >= jump.at) jumped = jump.seconds;
    points.push({
      at: beganAt + (clock + jumped) * 1000,
      latitude: aside === 0 ? lat2 : shifted.lat2,
      longitude: aside === 0 ? lon2 : shifted.lon2,
      elevation: 100 + (hills ? hills * aboveHill(second % 100) : second / 100),
      heartRate: 120 + (second % 40),
      power: 150 + (second % 100),
      cadence: 80,
      temperature: 15,
    });
  };
  for (let second = 0; second <= plan.seconds; second += 1) {
    add(second, second);
    if (pause && second === pause.at) {
      for (let stood = 1; stood <= pause.seconds; stood += 1) {
        clock += 1;
        if (pause.recorded) add(second, second);
      }
    }
    clock += 1;
  }
  const elapsed = plan.seconds + (pause?.seconds ?? 0) + jumped;
  // A stretch with a pause in it that was not recorded counts as standing still; time that comes again counts once.
  const still = (pause && !pause.recorded ? 1 : 0) + (jumped > 0 ? 1 : 0);
  const moving = plan.seconds - still + Math.min(0, jumped);
  const measured = points.slice(1).filter(({ at }, index) => at !== null && at - (points[index]?.at ?? at) === 1000);
  const power = measured.reduce((sum, point) => sum + point.power, 0) / measured.length;
  const climb = (plan.seconds / 100) * (hills ?? 1);
  const known = { distance: plan.speed * plan.seconds, elapsed, moving, climb, descent: hills ? climb : 0, power };
  return { ...known, points: points.flatMap((point, index) => spoiled(point, index, points, { timeless, repeated })) };
}

/** The share of a hill that is climbed at a second of it. */
const aboveHill = (second: number) => Math.min(1, Math.max(0, second - 20) / 30, (100 - second) / 30);

function spoiled(
  point: KnownPoint,
  index: number,
  points: readonly KnownPoint[],
  every: { timeless: number | undefined; repeated: number | undefined },
): KnownPoint[] {
  const wrong = { ...point, latitude: 0.5, longitude: 0.5 };
  const found = [point];
  if (every.timeless && index % every.timeless === 1) found.push({ ...wrong, at: null });
  if (every.repeated && index % every.repeated === 1) found.push({ ...wrong, at: points[index - 1]?.at ?? null });
  return found;
}

const iso = (at: number) => new Date(at).toISOString();

export function gpxOf({ points }: Pick<KnownRide, 'points'>): string {
  const lines = points.map(
    ({ at, latitude, longitude, elevation, heartRate, power, cadence, temperature }) =>
      `<trkpt lat="${latitude.toFixed(8)}" lon="${longitude.toFixed(8)}"><ele>${elevation.toFixed(2)}</ele>${at === null ? '' : `<time>${iso(at)}</time>`}
<extensions><power>${power}</power><gpxtpx:TrackPointExtension><gpxtpx:atemp>${temperature}</gpxtpx:atemp><gpxtpx:hr>${heartRate}</gpxtpx:hr><gpxtpx:cad>${cadence}</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Known" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
<trk><name>A ride</name><trkseg>${lines.join('\n')}</trkseg></trk></gpx>`;
}

export function tcxOf({ points }: Pick<KnownRide, 'points'>): string {
  const lines = points.map(
    ({ at, latitude, longitude, elevation, heartRate, power, cadence }) =>
      `<Trackpoint>${at === null ? '' : `<Time>${iso(at)}</Time>`}<Position><LatitudeDegrees>${latitude.toFixed(8)}</LatitudeDegrees><LongitudeDegrees>${longitude.toFixed(8)}</LongitudeDegrees></Position>
<AltitudeMeters>${elevation.toFixed(2)}</AltitudeMeters><HeartRateBpm><Value>${heartRate}</Value></HeartRateBpm><Cadence>${cadence}</Cadence><Extensions><ns3:TPX><ns3:Watts>${power}</ns3:Watts></ns3:TPX></Extensions></Trackpoint>`,
  );
  return `<?xml version="1.0"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
 xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">
<Activities><Activity Sport="Biking"><Id>1</Id><Lap><Track>${lines.join('\n')}</Track></Lap></Activity></Activities></TrainingCenterDatabase>`;
}

const { Uint8, Uint16, Uint32, Sint32, Sint8, Enum } = FitBaseType;
const sized = { [Uint8]: 1, [Enum]: 1, [Sint8]: 1, [Uint16]: 2, [Uint32]: 4, [Sint32]: 4 } as Record<number, number>;
const field = (number: number, baseType: FitBaseType, value: number) => ({
  number,
  baseType,
  size: sized[baseType] as number,
  value,
});
/** Degrees as half circles. */
const half = (degrees: number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.round((degrees * 2 ** 31) / 180)));

export function fitOf({ points }: Pick<KnownRide, 'points'>): Buffer {
  const fit = new FitEncoder();
  fit.writeMessage(0, [field(0, Enum, 4)]);
  for (const { at, latitude, longitude, elevation, heartRate, power, cadence, temperature } of points) {
    const time = at === null ? 0xffffffff : FitEncoder.toFitTimestamp(new Date(at));
    fit.writeMessage(20, [
      field(253, Uint32, time),
      field(0, Sint32, half(latitude)),
      field(1, Sint32, half(longitude)),
      field(2, Uint16, Math.round((elevation + 500) * 5)),
      field(3, Uint8, heartRate),
      field(4, Uint8, cadence),
      field(7, Uint16, power),
      field(13, Sint8, temperature),
    ]);
  }
  return Buffer.from(fit.close());
}
