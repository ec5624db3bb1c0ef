// Tracks of a few points, and what they come to by hand, with a value on each bound.
import type { Point, Samples } from '../recordings/recording.js';
import { figuresOf } from './figures.js';
import { timerOf } from './timer.js';
import { timeInZones } from './zones.js';

type Measured = Omit<Point, 'at'>;
const BEGAN = Date.UTC(2026, 4, 1);
/** Points by the second of the ride, in which the timer ran all the time. */
const track = (...seconds: readonly [second: number, measured?: Measured][]): Samples => {
  const points = seconds.map(([second, measured]): Point => ({ at: BEGAN + second * 1000, ...measured }));
  const span = { from: BEGAN, to: BEGAN + (seconds.at(-1)?.[0] ?? 0) * 1000 };
  return { points, spans: [span], indoors: false, device: {} };
};
/** The same, in which it ran from second to second. */
const paused = (spans: readonly (readonly [from: number, to: number])[], samples: Samples): Samples => ({
  ...samples,
  spans: spans.map(([from, to]) => ({ from: BEGAN + from * 1000, to: BEGAN + to * 1000 })),
});
/** Metres that 0.0001° are on the equator, whose half axis is 6,378,137 m. */
const STEP = 11.13195;
const onEquator = (longitude: number): Measured => ({ latitude: 0, longitude });

describe('power', () => {
  it('holds back for 30 s, and is none in a longer gap where it is the best of a minute', () => {
    // 30 · 200 J in 60 s, and 29 · 200 J.
    const points = (gap: number) => track([0, { power: 200 }], [gap, { power: 200 }], [60, { power: 0 }]);
    expect(figuresOf(points(30)).bestPower).toEqual({ 1: 100, 5: null, 20: null, 60: null });
    expect(figuresOf(points(31)).bestPower[1]).toBe(0);
    expect(figuresOf(points(31)).averagePower).toBe(0);
  });

  it('is the best of a minute wherever that begins, and is unknown where the ride is a second shorter', () => {
    const points = track([0, { power: 100 }], [20, { power: 100 }], [40, { power: 300 }], [60, { power: 300 }]);
    const longer = track(...([0, 20, 40, 60, 80] as const).map((t): [number, Measured] => [t, { power: 100 + 2 * t }]));
    expect(figuresOf(points).bestPower[1]).toBeCloseTo((20 * 100 + 40 * 300) / 60, 9);
    // 180, 220 and 260 W, of 20 s each.
    expect(figuresOf(longer).bestPower[1]).toBeCloseTo(220, 9);
    expect(figuresOf(track([0, { power: 100 }], [59, { power: 300 }])).bestPower[1]).toBeNull();
  });

  it('is averaged over the seconds before each value: 30 in a gap of 30 s, and none in a longer one', () => {
    const points = track([0, { power: 100 }], [30, { power: 200 }], [61, { power: 300 }], [71, { power: 0 }]);
    // 30 · 200 and 10 · 0 J in 40 s.
    expect(figuresOf(points)).toMatchObject({ averagePower: 150, highestPower: 300, energy: 6 });
  });

  it('has nothing of a pause', () => {
    const points = track([0, { power: 100 }], [40, { power: 200 }], [61, { power: 300 }]);
    // The timer ran for 10 s up to the second value, and for 21 up to the third.
    const samples = paused(
      [
        [0, 5],
        [35, 61],
      ],
      points,
    );
    expect(figuresOf(samples).averagePower).toBeCloseTo((10 * 200 + 21 * 300) / 31, 9);
  });

  it('is no energy where none was measured', () => {
    expect(figuresOf(track([0], [10]))).toMatchObject({ averagePower: null, highestPower: null, energy: null });
  });
});

it('cadence is averaged while the rider pedals', () => {
  // 2 · 80 and 6 · 92 turns in 8 s; the rider rolls for 10 s.
  const points = track([0, { cadence: 50 }], [2, { cadence: 80 }], [12, { cadence: 0 }], [18, { cadence: 92 }]);
  expect(figuresOf(points).averageCadence).toBe(89);
  expect(figuresOf(track([0, { cadence: 0 }], [10, { cadence: 0 }])).averageCadence).toBeNull();
});

describe('the distance', () => {
  it('is the way from position to position, at the speed between them', () => {
    const figures = figuresOf(
      track([0, onEquator(2)], [5, onEquator(2.0002)], [6, onEquator(2.0003)], [15, onEquator(2.0004)]),
    );
    expect(figures).toMatchObject({ distanceFrom: 'positions', movingTime: 15, elapsedTime: 15 });
    expect(figures.distance).toBeCloseTo(4 * STEP, 3);
    // Three steps in the first six seconds, of which the fastest is too short.
    expect(figures.highestSpeed).toBeCloseTo((3 * STEP) / 6, 3);
    expect(figures.averageSpeed).toBeCloseTo((4 * STEP) / 15, 3);
  });

  it('passes over a position that nobody could have reached', () => {
    const figures = figuresOf(track([0, onEquator(2)], [1, onEquator(3)], [2, onEquator(2.0002)]));
    expect(figures.distance).toBeCloseTo(2 * STEP, 3);
  });

  it('begins at the eleventh position after a wrong first one', () => {
    const right = (many: number) =>
      Array.from({ length: many }, (_, n): [number, Measured] => [n + 1, onEquator(2 + n / 10_000)]);
    const followedBy = (many: number) => figuresOf(track([0, onEquator(90)], ...right(many)));
    expect(followedBy(11)).toMatchObject({ distance: 0, distanceFrom: 'none' });
    const { distance, distances } = followedBy(13);
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

  it('is that of the timer where there is no distance', () => {
    const samples = paused(
      [
        [0, 20],
        [50, 61],
      ],
      track([0], [30], [61]),
    );
    expect(figuresOf(samples)).toMatchObject({ distanceFrom: 'none', movingTime: 31, elapsedTime: 61 });
  });
});

it('the highest values are those of the spans, with their bounds', () => {
  const ridden = { speed: 8, heartRate: 140, power: 200 };
  const carried = { speed: 45, heartRate: 190, power: 999 };
  const points = track([0, ridden], [600, ridden], [601, carried], [1199, carried], [1200, ridden], [1800, ridden]);
  const samples = paused(
    [
      [0, 600],
      [1200, 1800],
    ],
    points,
  );
  expect(figuresOf(samples)).toMatchObject({ highestSpeed: 8, highestHeartRate: 140, highestPower: 200 });
  expect(figuresOf(points)).toMatchObject({ highestSpeed: 45, highestHeartRate: 190, highestPower: 999 });
});

describe('two values close together', () => {
  // 104 values 35 s apart, and one that is 5 s after the last.
  const values = (power: number, cadence: number): Measured => ({ heartRate: 140, power, cadence });
  const points = Array.from({ length: 104 }, (_, n): [number, Measured] => [n * 35, values(100, 80)]);
  const last = { heartRate: 180, power: 500, cadence: 0 };

  it('do not speak for an hour', () => {
    const figures = figuresOf(track(...points, [3610, last]));
    expect(figures.averageHeartRate).toBeCloseTo((104 * 140 + 180) / 105, 9);
    expect(figures.averagePower).toBeCloseTo((104 * 100 + 500) / 105, 9);
    expect(figures.averageCadence).toBe(80);
  });

  it('have the energy of their time, and none without one', () => {
    // 5 s at 500 W.
    expect(figuresOf(track(...points, [3610, last])).energy).toBeCloseTo(2.5, 9);
    expect(figuresOf(track(...points))).toMatchObject({ averagePower: 100, energy: null });
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

describe('a climb', () => {
  const high = (seconds: number, ...metres: number[]) =>
    figuresOf(track(...metres.map((elevation, n): [number, Measured] => [n * seconds, { elevation }])));

  it('is the mean over ten seconds, which takes the tip off each turn', () => {
    // 6 m a minute: around a turn, eleven heights are 0, 0.1 … 0.5 m off on either side, 3 / 11 m in the mean.
    const { climb, descent } = high(60, 100, 106, 100, 106);
    expect([climb, descent]).toEqual([expect.closeTo(12 - 6 / 11, 9), expect.closeTo(6 - 6 / 11, 9)]);
  });

  it('turns where it falls by 2 m', () => {
    expect(high(60, 100, 103, 101.5, 106)).toMatchObject({ climb: 6, descent: 0 });
    expect(high(60, 106, 101.5, 103, 100)).toMatchObject({ climb: 0, descent: 6 });
    expect(high(60, 100, 101.9, 100)).toMatchObject({ climb: 0, descent: 0 });
  });

  it('leaves out what comes back within a minute at over 15 m/s, and nothing else', () => {
    expect(high(1, 100, 100, 116, 100, 100)).toMatchObject({ climb: 0, descent: 0 });
    expect(high(59, 100, 1000, 100).climb).toBe(0);
    expect(high(61, 100, 1016, 100).climb).toBeGreaterThan(800);
    expect(high(1, 0, 0, 800, 800)).toMatchObject({ climb: 0, descent: 0 });
  });

  it.each([
    [-100, 10],
    [-100, 30],
    [-100, 59],
    [16, 30],
    [-16, 59],
  ])('leaves out a step of %d m for as long as it lasts, such as %d s', (step, seconds) => {
    const heights = Array.from({ length: 300 }, (_, n) => (n >= 100 && n < 100 + seconds ? 100 + step : 100));
    expect(high(1, ...heights)).toMatchObject({ climb: 0, descent: 0 });
  });

  it('is none in a pause', () => {
    const points = track(
      [0, { elevation: 100 }],
      [60, { elevation: 110 }],
      [660, { elevation: 1100 }],
      [720, { elevation: 1120 }],
    );
    expect(
      figuresOf(
        paused(
          [
            [0, 60],
            [660, 720],
          ],
          points,
        ),
      ),
    ).toMatchObject({ climb: 30, descent: 0 });
  });

  it('of more than anybody climbs is noise', () => {
    const points = Array.from({ length: 100 }, (_, n) => 1 + (n % 2) * 8000);
    expect(high(100, ...points)).toMatchObject({ climb: null, descent: null });
  });
});

it('a value on the bound of a zone is in that zone, with the seconds before it, up to 30', () => {
  const samples = track(
    [0, { heartRate: 150 }],
    [1, { heartRate: 119 }],
    [3, { heartRate: 120 }],
    [7, { heartRate: 139 }],
    [15, { heartRate: 140 }],
    [45, { heartRate: 150 }],
    [76, { heartRate: 150 }],
  );
  // The gap before the last point is 31 s.
  const { points } = samples;
  expect(timeInZones(points, timerOf(samples), ({ heartRate }) => heartRate, [120, 140])).toEqual([1, 2 + 4, 8 + 30]);
});
