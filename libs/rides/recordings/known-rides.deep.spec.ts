// Real: the readers of each format, and the figures. Faked: the rides, whose distance and times are known.
import { gzipSync } from 'node:zlib';
import { fitOf, gpxOf, knownRide, type RidePlan, tcxOf } from '../../../test/support/ride-files.js';
import { figuresOf } from '../figures/figures.js';
import { readRecordings } from './read-recordings.js';
import type { Recording } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const formats = { fit: fitOf, gpx: gpxOf, tcx: tcxOf };

/** Ten rides of each kind, in other places, directions and speeds. */
const plans: RidePlan[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => {
  const plan: RidePlan = {
    latitude: 10 * n - 45,
    longitude: 37 * n - 170,
    azimuth: 36 * n,
    speed: 3 + n,
    seconds: 600,
  };
  const pause = { at: 100 + n, seconds: 120 };
  const kinds: Partial<RidePlan>[] = [
    {},
    { noise: 0.15 },
    { pause: { ...pause, recorded: true } },
    { pause: { ...pause, recorded: false } },
    { timeless: 7 + n },
    { repeated: 5 + n },
    { timeless: 3 + n, repeated: 4 + n, noise: 0.1 },
    { jump: { at: 200 + n, seconds: 3600 } },
    { jump: { at: 200 + n, seconds: -3 } },
    { jump: { at: 300, seconds: 86_400 }, pause: { ...pause, recorded: false } },
    // Over the antimeridian and back.
    { longitude: 179.99, azimuth: 80 + n },
    { longitude: -179.99, azimuth: 260 + n },
    // Over the poles, the equator and the meridian of Greenwich.
    { latitude: 89.99, azimuth: n },
    { latitude: -89.99, azimuth: 180 - n },
    { latitude: 0.01, azimuth: 175 + n },
    { longitude: 0.01, azimuth: 265 + n },
    { speed: 0.6 + n / 10 },
    { speed: 20 + n },
    { seconds: 1 + n },
    { seconds: 3600 },
    // Over hills of 100 s, each up and down by so many metres.
    { hills: 20 + n },
  ];
  return kinds.map((kind) => ({ ...plan, ...kind }));
});

it.each(plans.map((plan, index) => [JSON.stringify(plan), plan, index] as const))(
  '%s comes to the same in each format',
  (_, plan, index) => {
    const known = knownRide(plan);
    const [fit, gpx, tcx] = Object.entries(formats).map(([format, write], place) => {
      const file = Buffer.from(write(known));
      const [recording, ...others] = readRecordings((index + place) % 2 ? gzipSync(file) : file, NOW);
      expect([recording?.format, recording?.cut, others]).toEqual([format, false, []]);
      const figures = figuresOf(recording as Recording);
      expect(Math.abs(figures.distance / known.distance - 1)).toBeLessThan(plan.noise ? 0.006 : 0.005);
      expect(Math.abs(figures.movingTime - known.moving)).toBeLessThanOrEqual(1);
      for (const [found, metres] of [
        [figures.climb, known.climb],
        [figures.descent, known.descent],
      ] as const)
        expect(Math.abs((found ?? 0) - metres)).toBeLessThanOrEqual(1);
      expect(Math.abs((figures.averagePower ?? 0) - known.power)).toBeLessThanOrEqual(1);
      expect(figures).toMatchObject({
        distanceFrom: 'positions',
        elapsedTime: known.elapsed,
        averageCadence: 80,
        highestHeartRate: Math.max(...known.points.map(({ heartRate }) => heartRate)),
      });
      return { ...figures, ignored: recording?.ignored };
    });
    for (const other of [gpx, tcx]) {
      // A FIT has positions to a centimetre, and heights to a fifth of a metre.
      expect(Math.abs((other?.distance ?? 0) - (fit?.distance ?? 0))).toBeLessThan(known.distance / 1000);
      expect(Math.abs((other?.climb ?? 0) - (fit?.climb ?? 0))).toBeLessThan(0.5);
      for (const figure of ['averageHeartRate', 'averagePower', 'highestPower', 'bestPower', 'ignored'] as const)
        expect([figure, other?.[figure]]).toEqual([figure, fit?.[figure]]);
    }
  },
);

it.each(Object.entries(formats))('a %s of one point is a ride, and one of none is not', (_, write) => {
  const known = knownRide({ latitude: 48, longitude: 2, azimuth: 90, speed: 7, seconds: 0 });
  const [recording] = readRecordings(Buffer.from(write(known)), NOW);
  expect(figuresOf(recording as Recording)).toMatchObject({
    distance: 0,
    distanceFrom: 'none',
    elapsedTime: 0,
    movingTime: 0,
    averagePower: 150,
  });
  expect(() => readRecordings(Buffer.from(write({ points: [] })), NOW)).toThrow('recording_empty');
});
