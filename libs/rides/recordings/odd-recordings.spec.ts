// Files whose parts contradict each other or are missing; what they come to was worked out by hand.
import { every, fitFile, gpxFile, type Moment, tcxFile } from '../../../test/support/device-files.js';
import { figuresOf } from '../figures/figures.js';
import { writeTrack } from '../tracks/written-track.js';
import { readRecordings } from './read-recordings.js';
import type { Recording } from './recording.js';
import readInThread, { type ReadResult } from './recording-thread.js';

const NOW = Date.UTC(2026, 10, 1);
const one = (file: string | Buffer, timeZone?: string): Recording =>
  readRecordings(Buffer.from(file as string), NOW, timeZone)[0] as Recording;
const figures = (file: string | Buffer) => figuresOf(one(file));
const about = (value: number, digits = 0) => expect.closeTo(value, digits) as number;
/** 8 m/s by the counter, from second to second. */
const ride = (from: number, to: number): Moment[] => every(1, to, (t) => ({ d: 8 * (t - from), hr: 140 }), from);

describe('hours without a record', () => {
  it('of over a day between two sessions are a clock that was set', () => {
    const days = 20 * 86_400;
    const file = fitFile([...ride(0, 600), ...ride(600 + days, 1200 + days)], {
      session: { elapsed: 600, timer: 600 },
      sessions: [{ began: 600 + days, elapsed: 600, timer: 600 }],
    });
    expect(figures(file).elapsedTime).toBe(1200);
  });

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

describe('segments of the same times', () => {
  const [places, hearts] = [every(1, 600, (t) => ({ east: 8 * t })), every(1, 600, () => ({ hr: 140 }))];
  const found = { distance: about(4800), averageHeartRate: 140 };

  it('are one, with the values of both', () => {
    expect(figures(tcxFile([{ tracks: [places, hearts] }]))).toMatchObject(found);
  });

  it('are one also where the first has a gap', () => {
    const gap = places.filter(({ t }) => Number(t) < 100 || Number(t) > 110);
    expect(figures(tcxFile([{ tracks: [gap, hearts] }]))).toMatchObject(found);
  });
});

describe('the timer of a FIT', () => {
  const points = [...ride(0, 600), ...ride(4200, 4800)];
  const session = { elapsed: 4800, timer: 1200 };

  it('runs from the first record where its first start is missing', () => {
    const timer = [
      [600, 'stop'],
      [4200, 'start'],
      [4800, 'stop'],
    ] as const;
    expect(figures(fitFile(points, { timer, session }))).toMatchObject({ movingTime: 1200, distance: 9600 });
  });

  it('has events in any order', () => {
    const timer = [
      [0, 'start'],
      [4200, 'start'],
      [600, 'stop'],
      [4800, 'stop'],
    ] as const;
    expect(figures(fitFile(points, { timer }))).toMatchObject({ movingTime: 1200, distance: 9600 });
  });

  it('runs from the first record to the last where the session begins an hour late', () => {
    const late = { began: 3600, elapsed: 7200, timer: 7200 };
    // 7,200 s at 8 m/s.
    expect(figures(fitFile(ride(0, 7200), { session: late }))).toMatchObject({ movingTime: 7200, distance: 57_600 });
  });

  it.each([
    // Up to 600 s and from 900 s on, and 10 or 11 s of records after the stop.
    [10, 900],
    [11, 911],
  ])('with records for %d s after a stop runs for %d s', (seconds, movingTime) => {
    const timer = [
      [0, 'start'],
      [600, 'stop'],
      [900, 'start'],
    ] as const;
    const records = [...ride(0, 600 + seconds), ...every(1, 1200, (t) => ({ d: 8 * t, hr: 140 }), 900)];
    expect(figures(fitFile(records, { timer })).movingTime).toBe(movingTime);
  });
});

describe('parts of a file', () => {
  // 600 s at 8 m/s in each part, and what is between them where they are one.
  const parts = (gap: number) => [0, 600 + gap].map((from) => every(1, from + 600, (t) => ({ east: 8 * t }), from));
  it.each([
    ['GPX', 10, 1210],
    ['GPX', 11, 1200],
    ['TCX', 30, 1230],
    ['TCX', 31, 1200],
  ])('of a %s that are %d s apart are ridden for %d s', (format, gap, movingTime) => {
    const file = format === 'GPX' ? gpxFile(parts(gap)) : tcxFile(parts(gap).map((points) => ({ tracks: [points] })));
    expect(figures(file)).toMatchObject({ movingTime, distance: about(8 * movingTime) });
  });
});

describe('parts of which the second begins with the last point of the first', () => {
  const parts = (seconds: number) => [0, 600].map((from) => every(seconds, from + 600, (t) => ({ east: 8 * t }), from));
  it.each([
    ['GPX', gpxFile(parts(20))],
    ['TCX', tcxFile(parts(60).map((points) => ({ tracks: [points] })))],
  ])('of a %s are one, however long its next point takes', (_, file) => {
    // 1,200 s at 8 m/s.
    expect(figures(file)).toMatchObject({ movingTime: 1200, distance: about(9600) });
  });
});

it('times without an offset follow the clocks of the rider where they change', () => {
  // The clocks of Paris go from 02:00 to 03:00.
  const times = ['2026-03-29T01:59:59', '2026-03-29T03:00:01', '2026-03-29T03:00:02'];
  const { points } = one(gpxFile([times.map((t) => ({ t }))]), 'Europe/Paris');
  expect(points.map(({ at }) => at - Date.UTC(2026, 2, 29, 1))).toEqual([-1000, 1000, 2000]);
});

it('a pause of seconds between two positions costs the way in it alone', () => {
  // 8 m/s with no position from 600 to 900 s: the timer runs for 295 s of the 300.
  const file = fitFile(
    every(1, 1200, (t) => ({ hr: 140, ...((t <= 600 || t >= 900) && { east: 8 * t }) })),
    {
      timer: [
        [0, 'start'],
        [750, 'stop'],
        [755, 'start'],
        [1200, 'stop_all'],
      ],
      session: { elapsed: 1200, timer: 1195 },
    },
  );
  expect(figures(file)).toMatchObject({ distance: about(8 * 1195), movingTime: 1195, highestSpeed: about(8, 1) });
});

describe('the counter of the device', () => {
  it('that begins again after a stretch without one has the positions of that stretch', () => {
    const counter = (t: number) => (t <= 500 ? { d: 9 * t } : t >= 1000 ? { d: 9 * (t - 1000) } : {});
    const points = every(1, 1500, (t) => ({ east: 9 * t, ...counter(t) }));
    // 1,500 s at 9 m/s.
    const found = { distance: about(13_500), distanceFrom: 'device', movingTime: 1500, highestSpeed: about(9, 1) };
    expect(figures(tcxFile([{ tracks: [points] }]))).toMatchObject(found);
    expect(figures(fitFile(points))).toMatchObject(found);
  });

  it('that has one value is none', () => {
    const points = every(1, 1200, (t) => ({ east: 9 * t, ...(t === 0 && { d: 0 }) }));
    expect(figures(tcxFile([{ tracks: [points] }]))).toMatchObject({
      distance: about(10_800),
      distanceFrom: 'positions',
    });
  });

  it.each([
    // 1,200 s at 9 m/s by positions, and a little more or less than half of it by the counter.
    [4.51, 'device', 5412],
    [4.49, 'positions', 10_800],
  ])('of %d m/s is compared with positions in its own time', (speed, distanceFrom, distance) => {
    const points = every(1, 2400, (t) => ({ east: 9 * t, ...(t <= 1200 && { d: speed * t }) }));
    // The other 1,200 s have positions alone.
    expect(figures(fitFile(points))).toMatchObject({ distanceFrom, distance: about(distance + 10_800) });
  });

  it.each([
    [50, 50],
    [50.01, 0],
  ])('may step by %d m in a second: %d m of it count', (step, counted) => {
    const points = every(1, 1200, (t) => ({ d: 8 * t + (t >= 600 ? step - 8 : 0) }));
    expect(figures(fitFile(points)).distance).toBeCloseTo(8 * 1199 + counted, 6);
  });

  it('indoors is right where it stands still, whatever the positions are', () => {
    const points = every(1, 1200, (t) => ({ hr: 140, east: 9 * t, d: 0 }));
    const session = { elapsed: 1200, timer: 1200, subSport: 6 };
    expect(figures(fitFile(points, { session }))).toMatchObject({ distance: 0, distanceFrom: 'none' });
    const named = figures(fitFile(points, { session: { ...session, metres: 9000 } }));
    expect(named).toMatchObject({ distance: 9000, distanceFrom: 'summary', movingTime: 1200 });
    expect(named.distances.metres.at(-1)).toBe(0);
  });
});

it('a speed of 0 in each record is none where the rider moves', () => {
  const points = every(1, 1200, (t) => ({ east: 9 * t, v: 0 }));
  expect(figures(fitFile(points)).highestSpeed).toBeCloseTo(9, 1);
  expect(figures(fitFile(every(1, 60, () => ({ east: 0, v: 0 })))).highestSpeed).toBe(0);
});

describe('totals', () => {
  const heart = every(5, 3600, () => ({ hr: 140 }));

  it('of laps are those of a FIT without a session', () => {
    const laps = [
      { elapsed: 1800, timer: 1800, metres: 12_000 },
      { began: 1800, elapsed: 1800, timer: 1800, metres: 13_000 },
    ];
    expect(figures(fitFile(heart, { laps }))).toMatchObject({ distance: 25_000, distanceFrom: 'summary' });
  });

  it('of a lap that is cut off are no bound for the timer', () => {
    // Two gaps of a minute, and a lap of the first half.
    const points = every(60, 3600, () => ({ hr: 140 }));
    expect(figures(fitFile(points, { laps: [{ elapsed: 1800, timer: 1800 }] })).movingTime).toBe(3600);
  });

  it('of a TCX are unknown where a lap has an impossible time', () => {
    const [first, second] = [0, 1801].map((from) => every(60, from + 1800, (t) => ({ east: 8 * t }), from)) as [
      Moment[],
      Moment[],
    ];
    const file = tcxFile([
      { tracks: [first], seconds: 1800 },
      { tracks: [second], seconds: -5 },
    ]);
    // 3,601 s at 8 m/s.
    expect(figures(file)).toMatchObject({ movingTime: 3601, distance: about(28_808) });
  });

  it('of a ride that is trimmed have its share of the time', () => {
    const file = fitFile(heart, { session: { elapsed: 3600, timer: 3600, metres: 25_000 } });
    const zones = { heartRate: [], power: [] };
    const only = { section: 0, trimStart: 60, trimEnd: 0 };
    const begun = new Int32Array(new SharedArrayBuffer(8));
    const { rides } = readInThread({ input: { zones, timeZone: 'UTC', only }, bytes: file, begun }) as ReadResult;
    // 3,540 of 3,600 s.
    expect(rides[0]?.figures).toMatchObject({ distance: about((25_000 * 59) / 60, 6), movingTime: 3540 });
    expect(rides[0]?.device).toMatchObject({ distance: 25_000 });
  });
});

it('heights of 0 in all points are those of the sea', () => {
  const flat = every(1, 600, (t) => ({ east: 8 * t, ele: 0 }));
  expect(figures(gpxFile([flat]))).toMatchObject({ climb: 0, descent: 0 });
  expect(figures(tcxFile([{ tracks: [every(1, 600, (t) => ({ east: 8 * t }))] }])).climb).toBeNull();
});
