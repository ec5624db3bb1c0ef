// The shapes of files that devices write, each small; what they come to was worked out by hand.
import { every, fitFile, gpxFile, type Moment, tcxFile } from '../../../test/support/device-files.js';
import { figuresOf } from '../figures/figures.js';
import { readRecordings } from './read-recordings.js';
import type { Recording } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const one = (file: string | Buffer, timeZone?: string): Recording => {
  const [recording, ...others] = readRecordings(Buffer.from(file as string), NOW, timeZone);
  expect(others).toEqual([]);
  return recording as Recording;
};
const figures = (file: string | Buffer) => figuresOf(one(file));
const track = (points: readonly Moment[]) => tcxFile([{ tracks: [points] }]);
/** The same points in each format that can have them. */
const inAll = (points: readonly Moment[]): [string, string | Buffer][] => [
  ['FIT', fitFile(points)],
  ['GPX', gpxFile([points])],
  ['TCX', track(points)],
];
const inFitAndTcx = (points: readonly Moment[]) => inAll(points).filter(([format]) => format !== 'GPX');
const about = (value: number, digits = 1) => expect.closeTo(value, digits) as number;

describe('a position in each fifth point', () => {
  // 1,200 s at 8 m/s.
  const points = every(1, 1200, (t) => ({ hr: 140, ...(t % 5 === 0 && { east: 8 * t }) }));
  it.each(inFitAndTcx(points))('of a %s has the speed of the way between', (_, file) => {
    expect(figures(file)).toMatchObject({
      distance: about(9600, 0),
      distanceFrom: 'positions',
      movingTime: 1200,
      averageSpeed: about(8),
      highestSpeed: about(8),
      // 125 s each.
      bestTime: { 1: about(125, 0) },
    });
  });
});

describe('a tunnel of a minute', () => {
  const points = every(1, 1200, (t) => ({ hr: 140, ...((t < 600 || t > 660) && { east: 8 * t }) }));
  const found = { distance: about(9600, 0), movingTime: 1200, highestSpeed: about(8), bestTime: { 1: about(125, 0) } };
  it.each(inFitAndTcx(points))('of a %s is ridden at the same speed', (_, file) => {
    expect(figures(file)).toMatchObject(found);
  });

  it('of a GPX, which leaves the points out, is too', () => {
    const outside = points.filter(({ east }) => east !== undefined);
    expect(figures(gpxFile([outside]))).toMatchObject(found);
  });
});

describe('nine positions that nobody could reach', () => {
  const points = every(1, 1200, (t) => ({ east: t >= 600 && t < 609 ? 900_000 : 8 * t }));
  it.each(inAll(points))('of a %s are left out', (_, file) => {
    expect(figures(file)).toMatchObject({ distance: about(9600, 0), movingTime: 1200, highestSpeed: about(8) });
  });
});

describe('the counter of the device', () => {
  // 1,200 s at 9 m/s.
  const wheel = (t: number) => ({ d: 9 * t });

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ hr: 140, ...(t % 10 === 0 && wheel(t)) }))))(
    'of a %s that is in each tenth point goes on between',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 10_800, movingTime: 1200, highestSpeed: about(9) });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ d: 9 * (t - (t % 10)) }))))(
    'of a %s that changes every ten seconds moves between two changes',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 10_800, movingTime: 1200, highestSpeed: about(9) });
    },
  );

  // The rider stands from 600 s on; the next value is a second after the last that is the same.
  it.each(
    [
      [10, 1210],
      [11, 1200],
    ].flatMap(([stood, movingTime]) =>
      inFitAndTcx(
        every(1, 1200 + (stood as number), (t) => wheel(t - Math.min(Math.max(0, t - 600), stood as number))),
      ).map(([format, file]) => [format, stood as number, movingTime, file] as const),
    ),
  )('of a %s that shows the same for %d s is ridden for %d s', (_, _stood, movingTime, file) => {
    expect(figures(file)).toMatchObject({ distance: 10_800, movingTime });
  });

  it.each(inFitAndTcx(every(1, 1200, (t) => (t === 700 ? { d: 0 } : wheel(t)))))(
    'of a %s that is 0 once loses nothing',
    (_, file) => {
      // 1 km takes 111.1 s.
      expect(figures(file)).toMatchObject({ distance: 10_800, movingTime: 1200, bestTime: { 1: about(111.1) } });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => (t === 700 ? { d: 500_000 } : wheel(t)))))(
    'of a %s that is far ahead once gains nothing',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 10_800, movingTime: 1200, highestSpeed: about(9) });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ d: 9 * t - (t % 100 === 99 ? 50 : 0) }))))(
    'of a %s that goes back by 50 m eleven times gains nothing',
    (_, file) => {
      expect(figures(file).distance).toBe(10_800);
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ d: t < 600 ? 9 * t : 9 * (t - 600) }))))(
    'of a %s that begins again goes on',
    (_, file) => {
      // 599 s up to 5,391 m, and 600 s from 0 m; one second is lost.
      expect(figures(file)).toMatchObject({ distance: 5391 + 5400, distanceFrom: 'device' });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ d: 9 * t + (t >= 600 ? 40_000 : 0) }))))(
    'of a %s that jumps by 40 km leaves the step out',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 10_791, highestSpeed: about(9) });
    },
  );

  it.each(inFitAndTcx(every(1, 2400, (t) => ({ ...wheel(t), ...(t > 1200 && { east: 1000 + (t % 2) }) }))))(
    'of a %s counts, and not the positions that jitter',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 21_600, distanceFrom: 'device', movingTime: 2400 });
    },
  );

  it.each(inFitAndTcx(every(1, 2400, (t) => ({ hr: 140, ...wheel(t), ...(t < 2 && { east: t }) }))))(
    'of a %s counts where two positions are a metre apart',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: 21_600, distanceFrom: 'device', movingTime: 2400 });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => (t < 300 || t > 900 ? { east: 9 * t } : { east: 9 * t, ...wheel(t) }))))(
    'of a %s that begins late and ends early is completed by positions',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: about(10_800, 0), distanceFrom: 'device', movingTime: 1200 });
    },
  );

  it.each(inFitAndTcx(every(1, 1200, (t) => ({ east: 9 * t, d: 4 * t }))))(
    'of a %s is broken where it shows less than half of the way, above a kilometre',
    (_, file) => {
      expect(figures(file)).toMatchObject({ distance: about(10_800, 0), distanceFrom: 'positions' });
    },
  );

  it('counts on a trainer, however far its virtual positions are', () => {
    const points = every(1, 1200, (t) => ({ east: 9 * t, d: 4 * t }));
    // 58 is a virtual activity.
    const file = fitFile(points, { session: { elapsed: 1200, timer: 1200, metres: 4800, subSport: 58 } });
    expect(figures(file)).toMatchObject({ distance: 4800, distanceFrom: 'device' });
  });

  it('of old devices is packed with the speed', () => {
    const points = every(1, 1200, (t) => ({ hr: 140, packed: [9, 9 * t] }));
    const file = fitFile(points, { session: { elapsed: 1200, timer: 1200, metres: 10_800 } });
    expect(figures(file)).toMatchObject({
      distance: 10_800,
      distanceFrom: 'device',
      movingTime: 1200,
      highestSpeed: 9,
    });
  });
});

describe('the sum of the device', () => {
  const points = every(5, 3600, () => ({ hr: 140 }));
  it.each([
    ['FIT', fitFile(points, { session: { elapsed: 3600, timer: 3600, metres: 25_000 } })],
    ['TCX', tcxFile([{ tracks: [points], seconds: 3600, metres: 25_000 }])],
  ])('of a %s is the distance where no point has one', (_, file) => {
    expect(figures(file)).toMatchObject({
      distance: 25_000,
      distanceFrom: 'summary',
      movingTime: 3600,
      averageSpeed: about(25 / 3.6, 3),
      highestSpeed: null,
      bestTime: { 1: null, 10: null, 40: null },
    });
  });

  it.each(inFitAndTcx(every(35, 3605, () => ({ hr: 140 }))))(
    'of a %s without one has the time of the timer, however far its points are apart',
    (_, file) => {
      expect(figures(file)).toMatchObject({
        distance: 0,
        distanceFrom: 'none',
        movingTime: 3605,
        averageHeartRate: 140,
      });
    },
  );
});

describe('points of one moment', () => {
  const doubled = every(1, 600, (t) => ({ east: 8 * t })).flatMap(({ t, east = 0 }) => [
    { t, east },
    { t, w: 200, hr: 140, ele: 40 },
  ]);
  it.each(inFitAndTcx(doubled))('of a %s are one', (_, file) => {
    const recording = one(file);
    expect(recording).toMatchObject({ points: { length: 601 }, ignored: 0 });
    expect(figuresOf(recording)).toMatchObject({
      distance: about(4800, 0),
      averagePower: 200,
      averageHeartRate: 140,
      climb: 0,
    });
  });

  it.each(
    inAll([
      { t: 0, east: 0, hr: 100 },
      { t: 0, east: 8, hr: 150, w: 90 },
      { t: 1, east: 8 },
    ]),
  )('of a %s have the first value of each kind', (_, file) => {
    expect(one(file).points).toMatchObject([{ longitude: about(2, 6), heartRate: 100, power: 90 }, {}]);
  });
});

describe('power in each fifth point', () => {
  const points = every(1, 1200, (t) => ({ east: 8 * t, ...(t % 5 === 0 && { w: 200 }) }));
  it.each(inAll(points))('of a %s holds back to the one before it', (_, file) => {
    expect(figures(file)).toMatchObject({ averagePower: 200, bestPower: { 1: 200, 5: 200, 20: 200 }, energy: 240 });
  });
});

describe('a train of an hour over 40 km', () => {
  // 600 s at 8 m/s before and after it.
  const first = every(1, 600, (t) => ({ east: 8 * t, ele: 100, hr: 140 }));
  const second = every(1, 4800, (t) => ({ east: 44_800 + 8 * (t - 4200), ele: 900, hr: 140 }), 4200);
  const timer = [
    [0, 'start'],
    [600, 'stop_all'],
    [4200, 'start'],
    [4800, 'stop_disable_all'],
  ] as const;
  it.each([
    ['segments of a GPX', gpxFile([first, second])],
    ['segments of a GPX in another order', gpxFile([second, first])],
    ['tracks of a TCX', tcxFile([{ tracks: [first, second] }])],
    ['laps of a TCX', tcxFile([{ tracks: [first] }, { tracks: [second] }])],
    ['a TCX whose laps say so', tcxFile([{ tracks: [[...first, ...second]], seconds: 1200 }])],
    ['stops of a FIT', fitFile([...first, ...second], { timer })],
    ['a FIT whose session says so', fitFile([...first, ...second], { session: { elapsed: 4800, timer: 1200 } })],
  ])('is not ridden between %s', (_, file) => {
    const recording = one(file);
    expect(recording.ignored).toBe(0);
    expect(figuresOf(recording)).toMatchObject({
      distance: about(9600, 0),
      elapsedTime: 4800,
      movingTime: 1200,
      highestSpeed: about(8),
      averageHeartRate: 140,
      climb: 0,
      // 4,800 m in each part, so 10 km are in none, and 1 km takes 125 s.
      bestTime: { 1: about(125, 0), 10: null },
    });
  });

  it.each([
    ['GPX', gpxFile([first, every(1, 1200, (t) => ({ east: 8 * t, hr: 140 }), 610)])],
    ['TCX', tcxFile([{ tracks: [first] }, { tracks: [every(1, 1200, (t) => ({ east: 8 * t, hr: 140 }), 610)] }])],
  ])('is none where parts of a %s follow within ten seconds', (_, file) => {
    expect(figures(file)).toMatchObject({ distance: about(9600, 0), movingTime: 1200 });
  });
});

describe('the timer of a FIT', () => {
  const points = every(1, 1200, (t) => ({ east: 8 * t }));
  it.each([
    // Records go on after the stop, and the session says that the timer ran, or that it did not.
    ['runs where records go on', 1200, undefined],
    ['runs where records go on and the session has their time', 1200, 1200],
    ['stands still where the session says so', 900, 900],
  ])('%s', (_, movingTime, timer) => {
    const file = fitFile(points, {
      timer: [
        [0, 'start'],
        [600, 'stop'],
        [900, 'start'],
      ],
      ...(timer && { session: { elapsed: 1200, timer } }),
    });
    expect(figures(file)).toMatchObject({ movingTime, distance: about(8 * movingTime, 0), elapsedTime: 1200 });
  });

  it('runs from the first point where its start is missing', () => {
    const later = every(1, 1800, (t) => ({ east: 8 * t }), 1200);
    const timer = [
      [600, 'stop'],
      [1200, 'start'],
      [1800, 'stop_all'],
    ] as const;
    const file = fitFile([...points.slice(0, 601), ...later], { timer });
    expect(figures(file)).toMatchObject({ movingTime: 1200, distance: about(9600, 0), elapsedTime: 1800 });
  });

  it('keeps gaps that it counts, and no longer ones', () => {
    // Gaps of 254 s and of 2,487 s, of which the laps count the first.
    const ridden = every(1, 300, (t) => ({ east: 8 * t }));
    const beside = every(1, 854, (t) => ({ east: 8 * t }), 554);
    const later = every(1, 3641, (t) => ({ east: 8 * (t - 2487) }), 3341);
    const file = tcxFile([{ tracks: [[...ridden, ...beside, ...later]], seconds: 1154 }]);
    expect(figures(file)).toMatchObject({ movingTime: 1154, distance: about(8 * 1154, 0), elapsedTime: 3641 });
  });
});

describe('a clock that is set during the ride', () => {
  const DAY = 86_400;
  // 567 s at 8 m/s; the clock is set after 100 s.
  const points = (days: number, before = 0) =>
    every(1, 567, (t) => ({ east: 8 * t, d: 8 * t })).map((moment) => ({
      ...moment,
      t: Number(moment.t) + (Number(moment.t) < 100 ? before : days) * DAY,
    }));
  const timer = [
    [0, 'start'],
    [567, 'stop_all'],
  ] as const;
  it.each([
    ['forward by 20 days', fitFile(points(20), { session: { elapsed: 567, timer: 567 } }), 0],
    [
      'forward by 10 days, and the session with it',
      fitFile(points(10), { timer, session: { elapsed: 864_567, timer: 567 } }),
      0,
    ],
    ['back by 5 days', fitFile(points(-5), { session: { elapsed: 567, timer: 567 } }), 0],
    ['to when the session began', fitFile(points(0, -30), { session: { elapsed: 567, timer: 567 } }), 0],
  ])('%s costs nothing', (_, file, began) => {
    const recording = one(file);
    expect(recording).toMatchObject({ points: { length: 568 }, ignored: 0 });
    expect(recording.points[0]?.at).toBe(Date.UTC(2026, 4, 2, 8) + began * 1000);
    expect(figuresOf(recording)).toMatchObject({ distance: 4536, elapsedTime: 567, movingTime: 567 });
  });

  it('is no pause of hours', () => {
    const [first, second] = [
      every(1, 600, (t) => ({ d: 8 * t })),
      every(1, 8400, (t) => ({ d: 8 * (t - 7200) }), 7800),
    ];
    const stops = [
      [0, 'start'],
      [600, 'stop_all'],
      [7800, 'start'],
      [8400, 'stop_all'],
    ] as const;
    const file = fitFile([...first, ...second], { timer: stops, session: { elapsed: 8400, timer: 1200 } });
    expect(figures(file)).toMatchObject({ distance: 9600, elapsedTime: 8400, movingTime: 1200 });
  });
});

describe('heights', () => {
  const flat = (t: number) => ({ east: 8 * t, ele: 800 });
  it.each(inAll(every(1, 600, (t) => ({ ...flat(t), ...(t >= 300 && t < 303 && { ele: 0 }) }))))(
    'of a %s that drop out are left out',
    (_, file) => {
      expect(figures(file)).toMatchObject({ climb: 0, descent: 0 });
    },
  );

  it.each(inAll(every(1, 600, (t) => ({ ...flat(t), ...(t < 30 && { ele: 0 }) }))))(
    'of a %s that begin with 0 are left out there',
    (_, file) => {
      expect(figures(file)).toMatchObject({ climb: 0, descent: 0 });
    },
  );

  it('of a FIT whose barometer is not ready are none', () => {
    const file = fitFile(every(1, 600, (t) => ({ ele: t === 0 ? -500 : 290 })));
    expect(figures(file)).toMatchObject({ climb: 0, descent: 0 });
  });
});

describe('times of a GPX', () => {
  it.each([
    ['2026-05-02T08:00:00Z', '2026-05-02T08:00:00.000Z'],
    ['2026-05-02T08:00:00.5Z', '2026-05-02T08:00:00.500Z'],
    ['2026-05-02T08:00:00,25Z', '2026-05-02T08:00:00.250Z'],
    ['2026-05-02T08:00:00.123456+02:00', '2026-05-02T06:00:00.123Z'],
    ['2026-05-02T01:30:00-07:30', '2026-05-02T09:00:00.000Z'],
    ['20260502T080000Z', '2026-05-02T08:00:00.000Z'],
    ['20260502T100000,5+0200', '2026-05-02T08:00:00.500Z'],
    ['2026-05-01T24:00:00Z', '2026-05-02T00:00:00.000Z'],
    // Without an offset: the time of the rider, two hours ahead in summer and one in winter.
    ['2026-05-02T08:00:00', '2026-05-02T06:00:00.000Z'],
    ['20260302T080000', '2026-03-02T07:00:00.000Z'],
  ])('may be %s', (text, time) => {
    const { points } = one(gpxFile([[{ t: text }]]), 'Europe/Paris');
    expect(points.map(({ at }) => new Date(at).toISOString())).toEqual([time]);
  });

  it.each([
    '02/05/2026 08:00:00',
    '2026-05-02 08:00:00Z',
    '2026-05-02',
    '2026-02-29T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '2026-05-02T25:00:00Z',
    '2026-05-02T24:00:01Z',
    '2026-05-02T08:60:00Z',
    '2026-0502T08:00:00Z',
    '20260502T08:00:00Z',
    '2026-05-02T08:00:00+24:00',
    'Sat, 02 May 2026 08:00:00 GMT',
  ])('are ignored where they are %s', (text) => {
    const recording = one(gpxFile([[{ t: text }, { t: 60 }]]));
    expect(recording).toMatchObject({ points: { length: 1 }, ignored: 1 });
  });
});

describe('texts of a GPX', () => {
  const named = (name: string, declaration = '') => gpxFile([[{ t: 0 }]], { name, declaration });
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const morning = Buffer.from(named('_', declared('windows-1251')), 'latin1');
  it.each([
    ['UTF-8', Buffer.from(named('Forêt à Noël', declared('UTF-8'))), 'Forêt à Noël'],
    ['ISO-8859-1', Buffer.from(named('Forêt à Noël', declared('ISO-8859-1')), 'latin1'), 'Forêt à Noël'],
    ['windows-1252', Buffer.from(named('L\x92\xe9t\xe9', declared('windows-1252')), 'latin1'), 'L’été'],
    // The word for morning.
    [
      'windows-1251',
      Buffer.concat([
        morning.subarray(0, morning.indexOf('_')),
        Buffer.from([0xd3, 0xf2, 0xf0, 0xee]),
        morning.subarray(morning.indexOf('_') + 1),
      ]),
      'Утро',
    ],
    ['UTF-16 of little ends', utf16(`\uFEFF${named('Forêt', declared('UTF-16'))}`), 'Forêt'],
    ['UTF-16 of big ends', utf16(`\uFEFF${named('Forêt', declared('UTF-16'))}`).swap16(), 'Forêt'],
    ['UTF-16 without a mark', utf16(named('Forêt', declared('UTF-16BE'))).swap16(), 'Forêt'],
  ])('are read in %s', (_, file, title) => {
    expect(one(file).title).toBe(title);
  });

  it('are one line in a title', () => {
    expect(one(named('Along&#10;the\n  canal')).title).toBe('Along the canal');
  });

  it('that are no numbers are ignored', () => {
    const points = [
      { t: 0, lat: '48,1', lon: '-1,6' },
      { t: 1, lat: '48.1', lon: '-1.6' },
    ];
    expect(one(gpxFile([points]))).toMatchObject({ points: { length: 2 }, ignored: 1 });
    const file = gpxFile([[{ t: 0, ele: 40, hr: 120 }]])
      .replace('>40<', '>40,5<')
      .replace('>120<', '>120,5<');
    expect(one(file).ignored).toBe(2);
  });
});

describe('parts in another order than time', () => {
  const part = (from: number) => every(1, from + 499, (t) => ({ east: 8 * t }), from);
  // 1,499 s at 8 m/s, in three parts of which the last is first.
  const parts = [part(1000), part(0), part(500)];
  it.each([
    ['segments of a GPX', gpxFile(parts)],
    ['tracks of a TCX', tcxFile([{ tracks: parts }])],
    ['laps of a TCX', tcxFile(parts.map((points) => ({ tracks: [points] })))],
  ])('are all read as %s', (_, file) => {
    const recording = one(file);
    expect(recording).toMatchObject({ points: { length: 1500 }, ignored: 0 });
    expect(figuresOf(recording)).toMatchObject({ distance: about(8 * 1499, 0), movingTime: 1499 });
  });
});
