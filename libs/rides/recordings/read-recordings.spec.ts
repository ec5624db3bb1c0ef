import { gzipSync } from 'node:zlib';
import { fitOf, gpxOf, knownRide, type RidePlan, tcxOf } from '../../../test/support/ride-files.js';
import { figuresOf } from '../figures/figures.js';
import { readRecordings } from './read-recordings.js';
import { type Point, type Recording, RecordingRefused } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const read = (file: string | Buffer) => readRecordings(Buffer.from(file as string), NOW);
const one = (file: string | Buffer): Recording => {
  const [recording, ...others] = read(file);
  expect(others).toEqual([]);
  return recording as Recording;
};
const faultOf = (file: string | Buffer): string => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof RecordingRefused) return error.fault;
    throw error;
  }
  return 'none';
};

const plain: RidePlan = { latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds: 600 };
const plans: RidePlan[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => {
  const varied = { ...plain, latitude: 10 * n - 45, longitude: 37 * n - 170, azimuth: 36 * n, speed: 3 + n };
  return [
    varied,
    { ...varied, noise: 0.15 },
    { ...varied, pause: { at: 100 + n, seconds: 120, recorded: true } },
    { ...varied, pause: { at: 100 + n, seconds: 120, recorded: false } },
    { ...varied, timeless: 7 + n },
    { ...varied, repeated: 5 + n },
    { ...varied, jump: 200 + n },
    { ...varied, longitude: 179.99, azimuth: 80 + n },
    { ...varied, latitude: 89.99, azimuth: n },
    { ...varied, latitude: -89.99, azimuth: 180 - n },
  ];
});

it.each(plans.map((plan) => [JSON.stringify(plan), plan] as const))(
  'the figures of %s are right in each format',
  (_, plan) => {
    const known = knownRide(plan);
    for (const file of [fitOf(known), gpxOf(known), tcxOf(known)]) {
      const figures = figuresOf(one(file).points);
      expect(Math.abs(figures.distance / known.distance - 1)).toBeLessThan(0.006);
      expect(figures.elapsedTime).toBe(known.elapsed);
      expect(figures.movingTime).toBe(known.moving);
      expect(figures).toMatchObject({ distanceFrom: 'positions', averageCadence: 80, highestHeartRate: 159 });
    }
  },
);

it('the three formats say the same, also gzipped', () => {
  const known = knownRide(plain);
  const [fit, gpx, tcx] = [fitOf(known), gpxOf(known), tcxOf(known)].map((file) =>
    figuresOf(one(gzipSync(file)).points),
  );
  for (const other of [gpx, tcx]) {
    expect(other?.distance).toBeCloseTo(fit?.distance ?? 0, 0);
    expect(other?.averagePower).toBeCloseTo(fit?.averagePower ?? 0, 6);
    expect(other?.bestPower).toEqual(fit?.bestPower);
  }
});

it('a FIT that was cut off anywhere keeps all whole records but perhaps the last', () => {
  const known = knownRide({ ...plain, seconds: 60 });
  const whole = fitOf(known);
  const { points } = one(whole);
  // A record takes as many bytes as its fields, and one for its header; the first of them come after header and definitions.
  const record = 1 + 4 + 4 + 4 + 2 + 1 + 1 + 2 + 1;
  const begin = whole.length - 2 - record * points.length;
  for (let length = 12; length < whole.length - 2; length += 5) {
    const there = Math.floor((length - begin) / record);
    if (there < 2) {
      expect(['none', 'not_a_recording', 'recording_empty', 'recording_malformed']).toContain(
        faultOf(whole.subarray(0, length)),
      );
      continue;
    }
    const cut = one(whole.subarray(0, length));
    expect(cut.cut).toBe(true);
    expect(cut.points.length).toBeGreaterThanOrEqual(there - 1);
    expect(cut.points).toEqual(points.slice(0, cut.points.length));
  }
});

it('each header of a FIT begins a ride', () => {
  const [first, second] = [knownRide(plain), knownRide({ ...plain, seconds: 100 })].map(fitOf) as [Buffer, Buffer];
  expect(read(Buffer.concat([first, second])).map(({ points }) => points.length)).toEqual([601, 101]);
});

it('2,000 damaged FITs give rides or say why they do not', () => {
  const whole = fitOf(knownRide({ ...plain, seconds: 100 }));
  let seed = 42;
  const next = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % most;
  };
  for (let round = 0; round < 2000; round += 1) {
    const damaged = Buffer.from(whole);
    for (let change = next(4); change >= 0; change -= 1) damaged[next(damaged.length)] = next(256);
    if (faultOf(damaged) !== 'none') continue;
    for (const { points } of read(damaged)) expect(points.filter(impossible)).toEqual([]);
  }
});

const impossible = (
  { at, latitude = 0, longitude = 0, power = 0 }: Point,
  index: number,
  points: readonly Point[],
): boolean =>
  at <= (points[index - 1]?.at ?? 0) ||
  Math.abs(latitude) > 90 ||
  Math.abs(longitude) > 180 ||
  power < 0 ||
  power > 2500;

const point = (text: string) => `<gpx><trk><trkseg>${text}</trkseg></trk></gpx>`;
const bomb = `<!DOCTYPE x [${Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('')}]>`;

it.each([
  ['HTML', '<!doctype html><html><body>x</body></html>', 'not_a_recording'],
  ['a text', 'hello', 'not_a_recording'],
  ['nothing', '', 'not_a_recording'],
  ['a track without points', point(''), 'recording_empty'],
  ['elements within one another 200,000 deep', `<gpx>${'<a>'.repeat(200_000)}`, 'recording_malformed'],
  ['a ride of 1989', point('<trkpt lat="1" lon="1"><time>1989-01-01T00:00:00Z</time></trkpt>'), 'impossible_time'],
  [
    'a ride in the future',
    point('<trkpt lat="1" lon="1"><time>2027-01-01T00:00:00Z</time></trkpt>'),
    'impossible_time',
  ],
  [
    'a ride of 40 days',
    point(
      ['2026-01-01', '2026-02-10']
        .map((day) => `<trkpt lat="1" lon="1"><time>${day}T00:00:00Z</time></trkpt>`)
        .join(''),
    ),
    'impossible_time',
  ],
  [
    'a FIT of 4 million records of one byte',
    // Its header has no length, as where the device had no time to write it.
    Buffer.concat([Buffer.from('\0\0\0\0\0\0\0\0.FIT\x40\0\0\x14\0\0', 'latin1'), Buffer.alloc(4_000_000)]),
    'too_many_points',
  ],
  ['a gzip of 200 MB', gzipSync(Buffer.alloc(200 * 2 ** 20, 0x20)), 'too_large_unpacked'],
  ['a gzip of what is none', gzipSync('hello'), 'not_a_recording'],
])('%s is refused', (_, file, fault) => {
  expect(faultOf(file)).toBe(fault);
});

it('entities of a file are not expanded, and impossible values are left out', () => {
  const text =
    '<trkpt lat="91" lon="1"><ele>&e20;</ele><time>2026-01-01T00:00:00Z</time><power>3000</power><hr>120</hr></trkpt>';
  expect(one(bomb + point(text))).toMatchObject({ points: [{ at: Date.UTC(2026, 0, 1), heartRate: 120 }], ignored: 2 });
});
