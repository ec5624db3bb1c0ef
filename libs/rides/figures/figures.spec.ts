// Tracks of a few points, and what they come to by hand, with a value on each bound.
import type { Point } from '../recordings/recording.js';
import { figuresOf } from './figures.js';
import { timeInZones } from './zones.js';

type Measured = Omit<Point, 'at'>;
/** Points by the second of the ride. */
const track = (...points: readonly [second: number, measured?: Measured][]): Point[] =>
  points.map(([second, measured]) => ({ at: Date.UTC(2026, 4, 1) + second * 1000, ...measured }));
/** Metres that 0.0001° are on the equator, whose half axis is 6,378,137 m. */
const STEP = 11.13195;
const onEquator = (longitude: number): Measured => ({ latitude: 0, longitude });

describe('power', () => {
  it('counts as none in a gap of 30 s where it is the best of a minute, and as measured in one of 29 s', () => {
    const points = track([0, { power: 200 }], [29, { power: 200 }], [59, { power: 200 }], [60, { power: 200 }]);
    // The first 29 s and the last one count: 30 · 200 J in 60 s.
    expect(figuresOf(points).bestPower).toEqual({ 1: 100, 5: null, 20: null, 60: null });
  });

  it('is the best of a minute wherever that begins, and is unknown where the ride is a second shorter', () => {
    const points = track([0, { power: 100 }], [20, { power: 100 }], [40, { power: 300 }], [60, { power: 300 }]);
    const longer = [...points, ...track([80, { power: 500 }])];
    expect(figuresOf(points).bestPower[1]).toBeCloseTo((20 * 100 + 40 * 300) / 60, 9);
    expect(figuresOf(longer).bestPower[1]).toBeCloseTo((40 * 300 + 20 * 500) / 60, 9);
    expect(figuresOf(track([0, { power: 100 }], [59, { power: 300 }])).bestPower[1]).toBeNull();
  });

  it('is averaged over the seconds before each point: 30 in a gap of 30 s, and 1 in a longer one', () => {
    const points = track([0, { power: 100 }], [30, { power: 200 }], [61, { power: 300 }]);
    // 1 · 100, 30 · 200 and 1 · 300 J in 32 s.
    expect(figuresOf(points)).toMatchObject({ averagePower: 200, highestPower: 300, energy: 6.4 });
  });

  it('is no energy where none was measured', () => {
    expect(figuresOf(track([0], [10]))).toMatchObject({ averagePower: null, highestPower: null, energy: null });
  });
});

it('cadence is averaged while the rider pedals', () => {
  // 1 · 80 and 5 · 92 turns in 6 s; the rider rolls for 10 s.
  const points = track([0, { cadence: 80 }], [10, { cadence: 0 }], [15, { cadence: 92 }]);
  expect(figuresOf(points).averageCadence).toBe(90);
  expect(figuresOf(track([0, { cadence: 0 }], [10, { cadence: 0 }])).averageCadence).toBeNull();
});

describe('the distance', () => {
  it('is the way from position to position, at the speed between them', () => {
    const figures = figuresOf(track([0, onEquator(2)], [1, onEquator(2.0001)], [3, onEquator(2.0002)]));
    expect(figures).toMatchObject({ distanceFrom: 'positions', movingTime: 3, elapsedTime: 3 });
    expect(figures.distance).toBeCloseTo(2 * STEP, 3);
    expect(figures.highestSpeed).toBeCloseTo(STEP, 3);
    expect(figures.averageSpeed).toBeCloseTo((2 * STEP) / 3, 3);
  });

  it('passes over a position that nobody could have reached', () => {
    const figures = figuresOf(track([0, onEquator(2)], [1, onEquator(3)], [2, onEquator(2.0002)]));
    expect(figures.distance).toBeCloseTo(2 * STEP, 3);
  });

  it('begins at the eleventh position after a wrong first one', () => {
    const wrong = track([0, onEquator(90)]);
    const right = (many: number) =>
      track(...Array.from({ length: many }, (_, n): [number, Measured] => [n + 1, onEquator(2 + n / 10_000)]));
    expect(figuresOf([...wrong, ...right(11)])).toMatchObject({ distance: 0, distanceFrom: 'none' });
    const { distance, distances } = figuresOf([...wrong, ...right(13)]);
    expect(distance).toBeCloseTo(2 * STEP, 3);
    expect([...distances.metres.slice(0, 12)]).toEqual(Array(12).fill(0));
  });

  it('goes on where a device begins again, and counts neither its first value nor the step back', () => {
    const metres = [1000, 1100, 1200, 0, 50];
    const points = track(...metres.map((distance, n): [number, Measured] => [n * 10, { distance }]));
    const { distances, ...figures } = figuresOf(points);
    expect([...distances.metres]).toEqual([0, 100, 200, 200, 250]);
    // The rider stands still for the ten seconds of the step back.
    expect(figures).toMatchObject({ distance: 250, distanceFrom: 'device', movingTime: 30, highestSpeed: 10 });
    expect(figures.averageSpeed).toBeCloseTo(250 / 30, 9);
  });
});

describe('the moving time', () => {
  it('is that of half a metre a second, and not of less', () => {
    expect(figuresOf(track([0, { distance: 0 }], [10, { distance: 5 }], [20, { distance: 9.9 }])).movingTime).toBe(10);
  });

  it('is that of gaps of 30 s and less where there is no distance', () => {
    expect(figuresOf(track([0], [30], [61]))).toMatchObject({ distanceFrom: 'none', movingTime: 30, elapsedTime: 61 });
  });
});

it('a kilometre is the fastest wherever it begins, also between two points', () => {
  const from = (...metres: number[]) =>
    figuresOf(track(...metres.map((distance, n): [number, Measured] => [n * 100, { distance }]))).bestTime;
  expect(from(0, 999)).toEqual({ 1: null, 10: null, 40: null });
  expect(from(0, 1000)[1]).toBe(100);
  // From half of the first 400 m on.
  expect(from(0, 400, 1200, 1400)[1]).toBe(150);
});

it('a rise and a fall count once they are 3 m high', () => {
  const high = (...metres: number[]) =>
    figuresOf(track(...metres.map((elevation, n): [number, Measured] => [n, { elevation }])));
  expect(high(100, 102.5, 103, 100.5, 100)).toMatchObject({ climb: 3, descent: 3 });
  expect(high(100, 102.5, 100)).toMatchObject({ climb: 0, descent: 0 });
});

it('a value on the bound of a zone is in that zone, with the seconds before it, up to 30', () => {
  const points = track(
    [0, { heartRate: 150 }],
    [1, { heartRate: 119 }],
    [3, { heartRate: 120 }],
    [7, { heartRate: 139 }],
    [15, { heartRate: 140 }],
    [45, { heartRate: 150 }],
    [76, { heartRate: 150 }],
  );
  // The gap before the last point is 31 s.
  expect(timeInZones(points, ({ heartRate }) => heartRate, [120, 140])).toEqual([1, 2 + 4, 8 + 30]);
});
