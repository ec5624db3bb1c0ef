// Random rides, and what changes none of their figures.
import fc from 'fast-check';
import { BEGAN, fitFile, gpxFile, type Moment, tcxFile } from '../../../test/support/device-files.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { readRecordings } from '../recordings/read-recordings.js';
import { type Point, type Recording, RecordingRefused, type Samples, type Span } from '../recordings/recording.js';
import { type Figures, figuresOf } from './figures.js';

const NOW = Date.UTC(2026, 10, 1);
const runs = { numRuns: propertyRuns(100, 2500) };
/** Degrees of a metre on the equator. */
const METRE = 1 / 111_319.490_793;

type Value = Exclude<keyof Point, 'at' | 'longitude'>;
const without = (point: Point, ...values: readonly Value[]): Point => {
  const left: { -readonly [K in keyof Point]: Point[K] } = { ...point };
  for (const value of values) delete left[value];
  if (values.includes('latitude')) delete left.longitude;
  return left;
};
const samples = (points: readonly Point[], spans?: readonly Span[]): Samples => ({
  points,
  spans: spans ?? [{ from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 0 }],
  indoors: false,
  device: {},
});
const found = (points: readonly Point[], spans?: readonly Span[]): Figures => {
  const { distances: _, timer: _timer, ...figures } = figuresOf(samples(points, spans));
  return figures;
};
/** The same but for what adding up rounds. */
const near = (value: unknown): unknown => {
  if (typeof value === 'number') return expect.closeTo(value, 4);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, near(each)]));
};

/** A point a second, which goes east at speeds that change, and rises and falls. */
const stretchOf = (most: number) =>
  fc.record({
    seconds: fc.integer({ min: 1, max: most }),
    speed: fc.oneof(fc.constant(0), fc.double({ min: 0.6, max: 49, noNaN: true })),
    power: fc.integer({ min: 0, max: 900 }),
    rise: fc.double({ min: -2, max: 2, noNaN: true }),
  });
const ridesOf = (most: number) =>
  fc.array(stretchOf(most), { minLength: 1, maxLength: 6 }).map((parts): Point[] => {
    let [way, elevation] = [0, 500];
    const points: Point[] = [];
    const add = (power: number) => {
      const position = { latitude: 0, longitude: 2 + way * METRE };
      points.push({ at: BEGAN + points.length * 1000, ...position, elevation, distance: way, heartRate: 140, power });
    };
    add(0);
    for (const { seconds, speed, power, rise } of parts) {
      for (let second = 0; second < seconds; second += 1) {
        way += speed;
        elevation += rise;
        add(power);
      }
    }
    return points;
  });
const rides = ridesOf(120);
const chances = fc.infiniteStream(fc.boolean());

it('samples of a quantity that is linear in time may be left out, up to 30 s', () => {
  const plan = fc.record({
    seconds: fc.integer({ min: 1, max: 600 }),
    speed: fc.double({ min: 0.6, max: 49, noNaN: true }),
    rise: fc.double({ min: -1, max: 1, noNaN: true }),
    counter: fc.boolean(),
    left: fc.constantFrom<Value>('distance', 'latitude', 'elevation', 'heartRate', 'power', 'cadence', 'temperature'),
    gaps: fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
  });
  fc.assert(
    fc.property(plan, ({ seconds, speed, rise, counter, left, gaps }) => {
      const points = Array.from({ length: seconds + 1 }, (_, second): Point => {
        const position = { latitude: 0, longitude: 2 + speed * second * METRE };
        const measured = { heartRate: 140, power: 200, cadence: 80, temperature: 15, elevation: 900 + rise * second };
        const point = { at: BEGAN + second * 1000, ...position, distance: speed * second, ...measured };
        return counter ? point : without(point, 'distance');
      });
      let kept = 0;
      const fewer = points.map((point, second) => {
        if (second === kept) kept += gaps.next().value as number;
        else if (second < seconds) return without(point, left);
        return point;
      });
      expect(found(fewer)).toEqual(near(found(points)));
    }),
    runs,
  );
});

it('any values of a counter but the first and last may be left out', () => {
  fc.assert(
    fc.property(rides, chances, fc.boolean(), (points, leaves, outdoors) => {
      const all = outdoors ? points : points.map((point) => without(point, 'latitude'));
      const fewer = all.map((point, index) =>
        index > 0 && index < all.length - 1 && leaves.next().value ? without(point, 'distance') : point,
      );
      expect(found(fewer).distance).toBe(found(all).distance);
    }),
    runs,
  );
});

it('a pause changes the elapsed time and best times that contain it, and nothing else', () => {
  const values = fc.constantFrom<readonly Value[]>([], ['distance'], ['latitude'], ['power'], ['distance', 'latitude']);
  const DAYS = 10 * 86_400;
  fc.assert(
    fc.property(rides, values, fc.nat(), fc.integer({ min: 1, max: DAYS }), (ride, left, place, seconds) => {
      const points = ride.map((point) => without(point, ...left));
      const split = place % points.length;
      const paused = (pause: number) => {
        const later = points.slice(split).map((point) => ({ ...point, at: point.at + pause * 1000 }));
        const before = points.slice(0, split + 1);
        const spans = [before, later].map((part) => ({ from: part[0]?.at ?? 0, to: part.at(-1)?.at ?? 0 }));
        return found([...before, ...later], spans);
      };
      const { elapsedTime, bestTime, ...others } = found(points);
      const [first, second] = [paused(seconds), paused(seconds + 2 * DAYS)];
      expect(first).toMatchObject(near({ ...others, elapsedTime: elapsedTime + seconds }) as object);
      expect(second).toMatchObject(near({ ...others, elapsedTime: elapsedTime + seconds + 2 * DAYS }) as object);
      for (const kilometres of ['1', '10', '40'] as const) {
        const [none, short, long] = [bestTime, first.bestTime, second.bestTime].map((times) => times[kilometres]);
        if (none === null) expect([short, long]).toEqual([null, null]);
        else {
          expect(short).toBeGreaterThanOrEqual((none as number) - 1e-4);
          expect(long).toBeGreaterThanOrEqual((short as number) - 1e-4);
          expect(long).toBeLessThanOrEqual((short as number) + 2 * DAYS + 1e-4);
        }
      }
    }),
    runs,
  );
});

const moments = (points: readonly Point[]): Moment[] =>
  points.map(({ at, longitude = 2, elevation, distance, heartRate, power }) => ({
    t: (at - BEGAN) / 1000,
    east: (longitude - 2) / METRE,
    ...(elevation !== undefined && { ele: elevation }),
    ...(distance !== undefined && { d: distance }),
    ...(heartRate !== undefined && { hr: heartRate }),
    ...(power !== undefined && { w: power }),
  }));
const read = (file: string | Buffer): Recording => readRecordings(Buffer.from(file as string), NOW)[0] as Recording;

it('laps, tracks and segments without a gap are as if they were one', () => {
  fc.assert(
    fc.property(ridesOf(10), chances, (points, splits) => {
      const parts: Moment[][] = [[]];
      for (const moment of moments(points)) {
        parts.at(-1)?.push(moment);
        if (splits.next().value && splits.next().value && splits.next().value) parts.push([]);
      }
      const whole = parts.flat();
      const files = [
        [gpxFile([whole]), gpxFile(parts)],
        [tcxFile([{ tracks: [whole] }]), tcxFile([{ tracks: parts }])],
        [tcxFile([{ tracks: [whole] }]), tcxFile(parts.map((part) => ({ tracks: [part] })))],
      ] as const;
      for (const [one, several] of files) expect(figuresOf(read(several))).toEqual(figuresOf(read(one)));
    }),
    runs,
  );
});

describe('of any FIT', () => {
  const second = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100_000 }));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const metres = maybe(
    fc.oneof(fc.double({ min: 0, max: 3000, noNaN: true }), fc.double({ min: 0, max: 2e6, noNaN: true })),
  );
  const moment = fc.record({ t: second, east: metres, d: metres, w: maybe(fc.integer({ min: 0, max: 900 })) });
  const timer = fc.array(fc.tuple(second, fc.constantFrom('start', 'stop', 'stop_all', 'stop_disable_all')));
  const session = fc.record({ began: second, elapsed: maybe(second), timer: maybe(second), metres });
  const files = fc.record({
    points: fc.array(moment, { minLength: 1, maxLength: 60 }),
    sorted: fc.boolean(),
    plan: fc.record({ timer, session: maybe(session) }),
  });

  it('the spans come to the elapsed time at most, and no speed is over 50 m/s', () => {
    fc.assert(
      fc.property(files, ({ points, sorted, plan }) => {
        const inOrder = sorted ? points.toSorted((a, b) => a.t - b.t) : points;
        const file = fitFile(inOrder as unknown as Moment[], plan as Parameters<typeof fitFile>[1]);
        let recording: Recording;
        try {
          recording = read(file);
        } catch (error) {
          if (error instanceof RecordingRefused) return;
          throw error;
        }
        const { elapsedTime, movingTime, highestSpeed, averageSpeed } = figuresOf(recording);
        const ran = recording.spans.reduce((all, { from, to }) => all + to - from, 0) / 1000;
        expect(ran).toBeLessThanOrEqual(elapsedTime);
        expect(movingTime).toBeLessThanOrEqual(ran + 1e-6);
        expect(recording.spans.every(({ from }, place) => from >= (recording.spans[place - 1]?.to ?? 0))).toBe(true);
        expect(Math.max(highestSpeed ?? 0, averageSpeed ?? 0)).toBeLessThanOrEqual(50 + 1e-6);
      }),
      runs,
    );
  });
});
