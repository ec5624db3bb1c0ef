// Files that were cut off, or of which bytes changed: they give what is whole of them, or say why not.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { fitOf, gpxOf, knownRide, tcxOf } from '../../../test/support/ride-files.js';
import { figuresOf } from '../figures/figures.js';
import { readRecordings } from './read-recordings.js';
import { type Point, type Recording, RecordingRefused } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const known = (seconds: number) => knownRide({ latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds });
const read = (file: Buffer) => readRecordings(file, NOW);
/** The rides, or the fault; any other error is thrown. */
function readOrFault(file: Buffer): readonly Recording[] | string {
  try {
    return read(file);
  } catch (error) {
    if (error instanceof RecordingRefused) return error.fault;
    throw error;
  }
}

/** Bytes of a record of `fitOf`: its header and its fields. */
const RECORD = 1 + 4 + 4 + 4 + 2 + 1 + 1 + 2 + 1;
const CHECKSUM = 2;
const ended = (text: string, tag: string) => text.split(`</${tag}>`).length - 1;
const fits = (cut: Buffer, whole: Buffer, points: number) =>
  Math.max(0, Math.floor((cut.length - (whole.length - CHECKSUM - RECORD * points)) / RECORD));

it.each([
  ['FIT', fitOf(known(100)), fits],
  ['GPX', Buffer.from(gpxOf(known(100))), (cut: Buffer) => ended(cut.toString(), 'trkpt')],
  ['TCX', Buffer.from(tcxOf(known(100))), (cut: Buffer) => ended(cut.toString(), 'Trackpoint')],
] as const)('a %s that was cut off anywhere keeps all whole points but perhaps the last', (_, whole, wholeIn) => {
  const points = read(whole)[0]?.points ?? [];
  for (let n = 0; n < 300; n += 1) {
    // The last byte is among those that are cut off.
    const cut = whole.subarray(0, Math.floor(((whole.length - 1) * (n + 1)) / 300));
    const there = Math.min(points.length, wholeIn(cut, whole, points.length));
    const found = readOrFault(cut);
    if (typeof found === 'string') {
      expect(['not_a_recording', 'recording_empty']).toContain(found);
      expect(there).toBeLessThan(2);
      continue;
    }
    const [recording, ...others] = found;
    expect([recording?.cut, others]).toEqual([true, []]);
    const kept = recording?.points ?? [];
    expect(kept.length).toBeGreaterThanOrEqual(there - 1);
    expect(kept).toEqual(points.slice(0, kept.length));
  }
});

it('a gzipped file that was cut off keeps the points that are there', () => {
  for (const whole of [fitOf(known(3600)), Buffer.from(gpxOf(known(3600)))]) {
    const points = read(whole)[0]?.points ?? [];
    const packed = gzipSync(whole);
    const [recording] = read(packed.subarray(0, packed.length / 2));
    expect(recording?.cut).toBe(true);
    const kept = recording?.points ?? [];
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept).toEqual(points.slice(0, kept.length));
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

it('a damaged FIT of one activity or three gives rides, or says why it does not', () => {
  const one = fitOf(known(60));
  const three = Buffer.concat([one, fitOf(known(30)), fitOf(known(45))]);
  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.constantFrom(one, three), changes, (whole, bytes) => {
      const damaged = Buffer.from(whole);
      for (const [share, byte] of bytes) damaged[Math.floor(share * damaged.length)] = byte;
      const found = readOrFault(damaged);
      if (typeof found === 'string') return;
      expect(found.length).toBeGreaterThan(0);
      for (const recording of found) {
        expect(recording.points.filter(impossible)).toEqual([]);
        const { distance, movingTime, elapsedTime } = figuresOf(recording);
        expect([distance >= 0, movingTime >= 0, movingTime <= elapsedTime]).toEqual([true, true, true]);
      }
    }),
    { numRuns: propertyRuns(2000) },
  );
});

it('a FIT of three activities has three rides', () => {
  const file = Buffer.concat([fitOf(known(60)), fitOf(known(10)), fitOf(known(30))]);
  expect(read(file).map(({ points, cut }) => [points.length, cut])).toEqual([
    [61, false],
    [11, false],
    [31, false],
  ]);
});

it('a damaged header of the second activity leaves the first, and says that something is missing', () => {
  const [first, second] = [fitOf(known(60)), fitOf(known(30))];
  const { points } = read(first)[0] as Recording;
  for (let place = 0; place < 12; place += 1) {
    const file = Buffer.concat([first, second]);
    file[first.length + place] = 255 - (file[first.length + place] ?? 0);
    const found = read(file);
    expect([place, found[0]?.points]).toEqual([place, points]);
    const whole = found.length === 2 && found[1]?.points.length === 31;
    expect([place, whole || found.at(-1)?.cut]).toEqual([place, true]);
  }
  // Zeros fill a file up: nothing is missing.
  expect(read(Buffer.concat([first, Buffer.alloc(10)]))).toEqual(read(first));
});

it.each([
  ['ahead', 3 * 86_400_000],
  ['behind', -3 * 86_400_000],
  ['years ahead', 4 * 365 * 86_400_000],
  ['years behind', -20 * 365 * 86_400_000],
])('one point whose time is damaged, far %s, costs no other', (_, ms) => {
  const { points } = known(100);
  const whole = figuresOf(read(fitOf({ points }))[0] as Recording);
  // Of the first point alone nobody knows that it was not days before the others.
  for (const which of ms === -3 * 86_400_000 ? [1, 50, 97] : [0, 1, 50, 97]) {
    const damaged = points.map((point, index) => (index === which ? { ...point, at: (point.at ?? 0) + ms } : point));
    for (const file of [fitOf({ points: damaged }), Buffer.from(gpxOf({ points: damaged }))]) {
      const [recording] = read(file);
      expect(recording?.ignored).toBe(1);
      const { elapsedTime, distance } = figuresOf(recording as Recording);
      expect([elapsedTime, Math.abs(distance - whole.distance) < 8]).toEqual([which === 0 ? 99 : 100, true]);
    }
  }
});
