// Files whose parts contradict each other or are missing; what they come to was worked out by hand.
import { every, fitFile, gpxFile, type Moment } from '../../../test/support/device-files.js';
import { figuresOf } from '../figures/figures.js';
import { writeTrack } from '../tracks/written-track.js';
import { readRecordings } from './read-recordings.js';
import type { Recording } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const one = (file: string | Buffer): Recording => readRecordings(Buffer.from(file as string), NOW)[0] as Recording;
const figures = (file: string | Buffer) => figuresOf(one(file));
const about = (value: number, digits = 0) => expect.closeTo(value, digits) as number;
/** 8 m/s by the counter, from second to second. */
const ride = (from: number, to: number): Moment[] => every(1, to, (t) => ({ d: 8 * (t - from), hr: 140 }), from);

describe('hours without a record', () => {
  it('are between two sessions, and no clock that was set', () => {
    const hours = 3 * 3600;
    const file = fitFile([...ride(0, 600), ...ride(600 + hours, 1200 + hours)], {
      timer: [
        [0, 'start'],
        [600, 'stop_all'],
        [600 + hours, 'start'],
        [1200 + hours, 'stop_all'],
      ],
      session: { elapsed: 600, timer: 600 },
      sessions: [{ began: 600 + hours, elapsed: 600, timer: 600 }],
    });
    // Twice 600 s at 8 m/s.
    expect(figures(file)).toMatchObject({ elapsedTime: 12_000, movingTime: 1200, distance: 9600 });
  });

  it('are a pause that the session contains, though the timer has no event of it', () => {
    const file = fitFile([...ride(0, 3600), ...ride(10_800, 14_400)], {
      timer: [
        [0, 'start'],
        [14_400, 'stop_all'],
      ],
      session: { elapsed: 14_400, timer: 7200 },
    });
    // Twice 3,600 s at 8 m/s.
    expect(figures(file)).toMatchObject({ elapsedTime: 14_400, movingTime: 7200, distance: 57_600 });
  });
});

describe('the packed field of old devices', () => {
  const file = (moment: (t: number) => Omit<Moment, 't'>) =>
    fitFile(every(1, 1200, (t) => ({ hr: 140, ...moment(t) })));

  it('has no value where all of its bits are set', () => {
    // 1,200 s at 9 m/s, of which each fifth value is missing.
    const found = figures(file((t) => ({ packed: t % 5 === 1 ? null : [9, 9 * t] })));
    expect(found).toMatchObject({ distance: 10_800, movingTime: 1200, highestSpeed: 9 });
  });

  it('may have a byte of 255', () => {
    // 2.55 m/s is 0x0ff cm/s. Metres in sixteenths: 41 a second, so that many have 255 in their upper byte.
    const found = figures(file((t) => ({ packed: [2.55, (41 / 16) * t] })));
    expect(found).toMatchObject({ distance: (41 / 16) * 1200, highestSpeed: 2.55 });
  });
});

it('a track that is written as GPX and read again has the same pauses', () => {
  const train = (t: number) => 44_800 + 8 * (t - 4200);
  const points = [
    ...every(1, 600, (t) => ({ east: 8 * t })),
    // Records of the train, in which the timer stands still.
    ...every(60, 4140, (t) => ({ east: 4800 + 11 * (t - 600) }), 660),
    ...every(1, 4800, (t) => ({ east: train(t) }), 4200),
  ];
  const recording = one(
    fitFile(points, {
      timer: [
        [0, 'start'],
        [600, 'stop_all'],
        [4200, 'start'],
        [4800, 'stop_all'],
      ],
      session: { elapsed: 4800, timer: 1200 },
    }),
  );
  const again = one(writeTrack('gpx', recording, 'Home'));
  // Twice 600 s at 8 m/s.
  const expected = { distance: about(9600), elapsedTime: 4800, movingTime: 1200 };
  expect(figuresOf(recording)).toMatchObject(expected);
  expect(figuresOf(again)).toMatchObject(expected);
  expect(again.spans).toEqual(recording.spans);
});

describe('a segment inside of another one', () => {
  const whole = every(1, 4000, (t) => ({ east: 8 * t }));
  const inside = every(1, 2100, (t) => ({ east: 8 * t }), 1000);
  it.each([
    ['after it', [whole, inside]],
    ['before it', [inside, whole]],
  ])('and %s costs no point of the other', (_, segments) => {
    // 4,000 s at 8 m/s.
    expect(figures(gpxFile(segments)).distance).toBeCloseTo(32_000, 0);
  });
});
